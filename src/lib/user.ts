/** The part of an Appwrite user that pages may see. */
export interface User {
	id: string;
	name: string;
	email: string;
	emailVerified: boolean;
	/** ISO 8601, UTC. */
	createdAt: string;
}

interface AppwriteUser {
	$id: string;
	$createdAt: string;
	name: string;
	email: string;
	emailVerification: boolean;
}

/** Picks field by field, so that a new field of Appwrite's never reaches a page by itself. */
export function toUser(user: AppwriteUser): User {
	return {
		id: user.$id,
		name: user.name,
		email: user.email,
		emailVerified: user.emailVerification,
		createdAt: user.$createdAt
	};
}
