import type { Session } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import type { User } from '../store/users.ts';
import type { AuthResources } from './resources.ts';

/** The means by which this user can be asked once more, as far as they have shown that these are theirs. */
export function verifiedFactors({ authenticators }: Store, user: User): string[] {
	return [
		...(authenticators.ofUser(user.id)?.verified ? ['totp'] : []),
		...(user.email && user.emailVerification ? ['email'] : []),
		...(user.phone && user.phoneVerification ? ['phone'] : [])
	];
}

/**
 * Adds factors to a session, each once: whoever began with a code by e-mail gains nothing by another one.
 * @param mfaUpdatedAt when a challenge was met last
 */
export function addFactors(
	{ store }: AuthResources,
	session: Session,
	added: string[],
	mfaUpdatedAt = session.mfaUpdatedAt
): Session {
	const factors = new Set<string>([...JSON.parse(session.factors), ...added]);
	const changed = { ...session, factors: JSON.stringify([...factors]), mfaUpdatedAt };
	store.sessions.setFactors(changed);
	return changed;
}
