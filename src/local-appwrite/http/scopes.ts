export type Scope =
	| 'global'
	| 'public'
	| 'account'
	| 'sessions.read'
	| 'sessions.write'
	| 'targets.read'
	| 'targets.write'
	| 'users.read'
	| 'users.write'
	| 'locale.read'
	| 'avatars.read'
	| 'health.read';

export const guestScopes: readonly Scope[] = [
	'global',
	'public',
	'sessions.write',
	'locale.read',
	'avatars.read'
];

export const userScopes: readonly Scope[] = [
	...guestScopes,
	'account',
	'targets.read',
	'targets.write'
];

/** What every key may do, whatever it was granted. Neither `public` nor `account` can be granted. */
export const everyKeyScopes: readonly Scope[] = ['global', 'health.read'];

/** What a key can be granted. */
export const grantableScopes: readonly Scope[] = [
	'sessions.read',
	'sessions.write',
	'targets.read',
	'targets.write',
	'users.read',
	'users.write',
	'locale.read',
	'avatars.read',
	'health.read'
];

/** What the key of this project was granted: what a server needs that signs people in. */
export const projectKeyScopes: readonly Scope[] = ['sessions.write', 'users.read', 'users.write'];
