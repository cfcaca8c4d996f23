/** What to do about a project, a key or a server that is not set up for this app, by the `type` of Appwrite's answer. */
export const advice: Record<string, string> = {
	general_access_forbidden: 'Appwrite does not know the host of APPWRITE_ENDPOINT.',
	general_api_disabled: 'Switch the REST API on in the settings of the project.',
	general_phone_disabled: 'Set up an SMS provider, or take PHONE_LOGIN out of the settings.',
	general_service_disabled: 'Switch the service on in the settings of the project.',
	general_smtp_disabled: 'Set up SMTP (_APP_SMTP_HOST): nothing can be mailed.',
	general_unauthorized_scope: 'Give the key of APPWRITE_API_KEY the scope sessions.write.',
	general_unknown_origin: 'Register the host of this app as a web platform of the project.',
	project_id_missing: 'APPWRITE_API_KEY belongs to another project than APPWRITE_PROJECT_ID.',
	project_key_expired: 'The key of APPWRITE_API_KEY has expired: create a new one.',
	project_provider_disabled:
		'Switch the provider on in the settings of the project, or take it out of OAUTH_PROVIDERS.',
	project_not_found: 'There is no project APPWRITE_PROJECT_ID at APPWRITE_ENDPOINT.',
	user_unauthorized: 'APPWRITE_API_KEY is not a key of this project.'
};
