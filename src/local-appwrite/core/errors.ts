/** Every error that the Account API knows: its HTTP status and the message unless a route says otherwise. */
const catalogue = {
	general_argument_invalid: [400, 'The request contains one or more invalid arguments.'],
	general_bad_request: [
		400,
		'There was an error processing your request. Please check the inputs and try again.'
	],
	general_query_invalid: [
		400,
		"The query's syntax is invalid. Please check the query and try again."
	],
	general_cursor_not_found: [
		400,
		'The cursor is invalid. This can happen if the item represented by the cursor has been deleted.'
	],
	general_invalid_email: [400, 'Value must be a valid email address.'],
	general_invalid_phone: [
		400,
		"Value must be a valid phone number. Format this number with a leading '+' and a country code, e.g., +16175551212."
	],
	general_unauthorized_scope: [401, 'The caller does not have the required scopes.'],
	general_access_forbidden: [401, 'Access to this API is forbidden.'],
	general_unknown_origin: [403, 'Invalid Origin.'],
	general_service_disabled: [
		403,
		'The requested service is disabled. You can enable the service from the Appwrite console.'
	],
	general_route_not_found: [404, "The page you're looking for doesn't exist."],
	general_rate_limit_exceeded: [
		429,
		'Rate limit for the current endpoint has been exceeded. Please try again after some time.'
	],
	general_unknown: [500, 'Server Error'],
	general_smtp_disabled: [503, 'SMTP disabled'],
	general_phone_disabled: [503, 'Phone provider not configured'],
	database_query_order_null: [
		400,
		'The order attribute had a null value. Cursor pagination requires all documents order attribute values are non-null.'
	],
	project_not_found: [
		404,
		'Project with the requested ID could not be found. Please check the value of the X-Appwrite-Project header to ensure the correct project ID is being used.'
	],
	project_id_missing: [
		403,
		'When using project API key, make sure to pass x-appwrite-project header with your project ID.'
	],
	project_key_expired: [
		401,
		'The project key has expired. Please generate a new key using the Appwrite console.'
	],
	project_provider_disabled: [
		412,
		'This provider is disabled. Please enable the provider from your Appwrite console to continue.'
	],
	project_invalid_success_url: [400, 'Invalid redirect URL for OAuth success.'],
	project_invalid_failure_url: [400, 'Invalid redirect URL for OAuth failure.'],
	key_already_exists: [409, 'Key with the same ID already exists. Try again with a different ID.'],
	key_not_found: [404, 'Key with the requested ID could not be found.'],
	mock_number_already_exists: [
		409,
		'Mock number with the requested number already exists. Try again with a different number. or update OTP of existing mock number.'
	],
	mock_number_not_found: [404, 'Mock number with the requested number could not be found.'],
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
	user_auth_method_unsupported: [501, 'The requested authentication method is disabled.'],
	user_jwt_invalid: [401, 'Failed to verify JWT.'],
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
	user_oauth2_unauthorized: [401, 'OAuth2 provider rejected the unauthorized request.'],
	user_oauth2_provider_error: [424, 'OAuth2 provider returned some error.'],
	user_missing_id: [400, 'Missing ID from OAuth2 provider.']
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorType = keyof typeof catalogue;

/** A refusal in Appwrite's words; `app.ts` turns it into the answer. */
export class AppwriteError extends Error {
	readonly type: ErrorType;
	readonly status: number;

	constructor(type: ErrorType, message: string = catalogue[type][1]) {
		super(message);
		this.type = type;
		this.status = catalogue[type][0];
	}
}
