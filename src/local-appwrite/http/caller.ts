import { GeneralError } from '../core/errors.ts';
import type { ApiKey } from '../project/keys.ts';
import { UserError } from '../store/errors.ts';
import type { Session } from '../store/sessions.ts';
import type { User } from '../store/users.ts';

/** Who asks. */
export interface Caller {
	role: 'guests' | 'users' | 'applications';
	/** How a refusal names them. */
	name: string;
	scopes: readonly string[];
	/** Whose session came along: a key may have one beside it, though it neither helps nor hinders the key. */
	user?: User;
	session?: Session;
	/** Who really asks, when they act as `user`. Whether `session` is theirs then depends on the version. */
	impersonator?: User;
	/** The key that was sent, if it is one of this project's. */
	key?: ApiKey;
}

/** The signed-in user of a route that asks for the scope `account`. */
export function currentUser({ user }: Caller): User {
	if (!user) throw new UserError('user_not_found');
	return user;
}

/** The session they came with; a JWT brings none, and Appwrite fails over that. */
export function currentSession({ session }: Caller): Session {
	if (!session) throw new GeneralError('general_unknown');
	return session;
}
