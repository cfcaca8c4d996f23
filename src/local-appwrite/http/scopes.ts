/** What a service lets whom do. A scope has Appwrite's name. */
export interface RoleScopes {
	/** Of guests, and so of users too. */
	guests: readonly string[];
	/** Of users beside those of guests. */
	users: readonly string[];
	/** Of every key, whatever it was granted. */
	keys: readonly string[];
	/** What a key can be granted. */
	grantable: readonly string[];
	/** What the project's own key is granted. */
	projectKey: readonly string[];
}

/** The scopes of routes that belong to no service's data. They cannot be granted. */
const common: Partial<RoleScopes> = { guests: ['global', 'public'], keys: ['global'] };

/** Adds up what each service declares. */
export function combineScopes(declared: (Partial<RoleScopes> | undefined)[]): RoleScopes {
	const all = [common, ...declared];
	const combine = (role: keyof RoleScopes) => all.flatMap((scopes) => scopes?.[role] ?? []);
	return {
		guests: combine('guests'),
		users: combine('users'),
		keys: combine('keys'),
		grantable: combine('grantable'),
		projectKey: combine('projectKey')
	};
}
