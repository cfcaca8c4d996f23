import { GeneralError } from '../core/errors.ts';
import { UserError } from '../store/errors.ts';
import type { User } from '../store/users.ts';
import { InvalidJwt, readJwt, signJwt } from './jwt.ts';
import type { AuthResources } from './resources.ts';

interface Claims {
	userId: string;
	/** The session with which the JWT ends; `""` for one that only time ends. */
	sessionId: string;
	/** Seconds. */
	duration: number;
}

/** Signs a JWT in which its bearer is this user. One that is good for no time is beyond Appwrite. */
export function createUserJwt(
	{ clock, store, version }: AuthResources,
	{ userId, sessionId, duration }: Claims
): string {
	if (duration === 0) throw new GeneralError('general_unknown');
	const exp = Math.floor(clock.now() / 1000) + duration;
	const { id: projectId, jwtKey } = store.project;
	const named = version.has('jwtProject') ? { projectId } : {};
	return signJwt({ userId, sessionId, ...named, exp }, jwtKey);
}

/**
 * Finds the user of a JWT: nobody if they or the session are gone. Whether it matters that the session has expired
 * depends on the version. Throws `user_jwt_invalid`.
 */
export function findJwtUser(
	{ clock, store, version }: AuthResources,
	jwt: string
): User | undefined {
	const { project, sessions, users } = store;
	const { userId, sessionId } = readClaims(jwt, project.jwtKey, clock.now());
	// A provider's secret is a JWT with the same signature, but speaks for nobody.
	const user = users.byId(String(userId ?? ''));
	if (!user || !sessionId) return user;
	const session = sessions.byId(user.id, String(sessionId));
	const isOver = version.has('jwtEndsWithSession') && (session?.expire ?? 0) < clock.now();
	return session && !isOver ? user : undefined;
}

function readClaims(jwt: string, key: string, now: number): Record<string, unknown> {
	try {
		return readJwt(jwt, key, now);
	} catch (error) {
		if (!(error instanceof InvalidJwt)) throw error;
		throw new UserError('user_jwt_invalid', `Failed to verify JWT. ${error.message}`);
	}
}
