import { defineErrors } from '../core/errors.ts';

/** About users and all that belongs to them. */
export const UserError = defineErrors({
	user_already_exists: [
		409,
		'A user with the same id, email, or phone already exists in this project.'
	],
	user_email_already_exists: [
		409,
		'A user with the same email already exists in the current project.'
	],
	user_phone_already_exists: [
		409,
		'A user with the same phone number already exists in the current project.'
	],
	user_count_exceeded: [
		400,
		'The current project has exceeded the maximum number of users. Please check your user limit in the Appwrite console.'
	],
	user_console_count_exceeded: [
		501,
		'Sign up to the console is restricted. You can contact an administrator to update console sign up restrictions by setting _APP_CONSOLE_WHITELIST_ROOT to "disabled".'
	],
	user_anonymous_console_prohibited: [401, 'Failed to create anonymous user'],
	user_not_found: [404, 'User with the requested ID could not be found.'],
	user_blocked: [403, 'The current user has been blocked.'],
	user_invalid_credentials: [401, 'Invalid credentials. Please check the email and password.'],
	user_invalid_token: [401, 'Invalid token passed in the request.'],
	user_session_already_exists: [
		401,
		'Creation of a session is prohibited when a session is active.'
	],
	user_session_not_found: [404, 'The current user session could not be found.'],
	user_identity_not_found: [
		404,
		'The identity could not be found. Please sign in with OAuth provider to create identity first.'
	],
	user_unauthorized: [401, 'The current user is not authorized to perform the requested action.'],
	user_impersonation_read_only: [
		403,
		'This account action is not allowed while impersonating a user.'
	],
	user_reauthentication_required: [401, 'Reauthentication required.'],
	user_password_reset_required: [412, 'The current user requires a password reset.'],
	user_auth_method_unsupported: [501, 'The requested authentication method is disabled.'],
	user_jwt_invalid: [401, 'Failed to verify JWT.'],
	user_jwt_creation_denied: [
		403,
		'A JWT cannot be created from a request authorized with a JWT. Authenticate with a session cookie or session header instead.'
	],
	user_jwt_and_cookie_set: [
		403,
		'JWT and cookie used in the same request. Use either `setJWT` or `setCookie`. Learn about which authentication method to use in the SSR docs: https://appwrite.io/docs/products/auth/server-side-rendering'
	],
	password_recently_used: [
		400,
		'The password you are trying to use is similar to your previous password. For your security, please choose a different password and try again.'
	],
	password_personal_data: [
		400,
		'The password you are trying to use contains references to your name, email, phone or userID. For your security, please choose a different password and try again.'
	],
	password_pwned: [
		400,
		'The password you are trying to use has been exposed in a known data breach. For your security, please choose a different password and try again.'
	],
	user_email_not_found: [400, 'User email could not be found.'],
	user_email_not_verified: [400, 'User email is not verified'],
	user_email_already_verified: [409, 'User email is already verified'],
	user_phone_not_found: [
		400,
		'The current user does not have a phone number associated with their account.'
	],
	user_phone_not_verified: [400, 'User phone is not verified'],
	user_phone_already_verified: [409, 'User phone is already verified'],
	user_more_factors_required: [401, 'More factors are required to complete the sign in process.'],
	user_challenge_required: [
		401,
		'A recently successful challenge is required to complete this action. A challenge is considered recent for 5 minutes.'
	],
	user_authenticator_not_found: [404, 'Authenticator could not be found on the current user.'],
	user_authenticator_already_verified: [
		409,
		'This authenticator is already verified on the current user.'
	],
	user_recovery_codes_already_exists: [
		409,
		'The current user already generated recovery codes and they can only be read once for security reasons.'
	],
	user_recovery_codes_not_found: [404, 'Recovery codes could not be found on the current user.'],
	user_target_not_found: [404, 'The target could not be found.'],
	user_target_already_exists: [409, 'A target with the same ID already exists.'],
	provider_not_found: [404, 'Provider with the requested ID could not be found.'],
	user_oauth2_bad_request: [400, 'OAuth2 provider rejected the bad request.'],
	user_oauth2_provider_error: [424, 'OAuth2 provider returned some error.'],
	user_oauth2_provider_failure: [
		424,
		"OAuth2 provider couldn't complete sign-in. Please try again."
	],
	user_missing_id: [400, 'Missing ID from OAuth2 provider.']
});
