import { defineErrors } from '../core/errors.ts';

/** About the project, its keys and its mock phone numbers. */
export const ProjectError = defineErrors({
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
	mock_number_not_found: [404, 'Mock number with the requested number could not be found.']
});
