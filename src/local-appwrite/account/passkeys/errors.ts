import { defineErrors } from '../../core/errors.ts';

/** About passkeys. */
export const PasskeyError = defineErrors({
	user_passkey_invalid: [401, 'The passkey could not be verified. Please try again.'],
	user_passkey_not_found: [
		404,
		'Passkey with the requested ID could not be found on the current user.'
	],
	user_passkey_already_exists: [409, 'This passkey is already registered.'],
	user_passkey_limit_exceeded: [
		400,
		'The maximum number of passkeys has been reached. Delete one to add another.'
	]
});
