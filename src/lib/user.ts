import type { Preferences } from './preferences';

/** The part of an Appwrite user that pages may see. */
export interface User {
	id: string;
	/** Tries the site without an account, and can come back by this browser only. */
	isAnonymous: boolean;
	name: string;
	email: string;
	emailVerified: boolean;
	preferences: Preferences;
	/** E.164, or empty. */
	phone: string;
	phoneVerified: boolean;
	/** `false` for who has only ever come by mail, phone, a provider, or as a guest. */
	hasPassword: boolean;
	/** Whether Appwrite asks for a second factor, if there is one. */
	mfa: boolean;
	/** ISO 8601, UTC. */
	createdAt: string;
}

interface AppwriteUser {
	$id: string;
	$createdAt: string;
	name: string;
	email: string;
	emailVerification: boolean;
	prefs: Preferences;
	phone: string;
	phoneVerification: boolean;
	passwordUpdate: string;
	mfa: boolean;
}

/** Picks field by field, so that a new field of Appwrite's never reaches a page by itself. */
export function toUser(user: AppwriteUser): User {
	return {
		id: user.$id,
		isAnonymous: !user.email && !user.phone,
		name: user.name,
		email: user.email,
		emailVerified: user.emailVerification,
		preferences: user.prefs,
		phone: user.phone,
		phoneVerified: user.phoneVerification,
		hasPassword: user.passwordUpdate !== '',
		mfa: user.mfa,
		createdAt: user.$createdAt
	};
}
