import type { RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { readSession, updateSession } from './session-cookie';

/** How long it counts, in milliseconds. */
const LIFETIME = 10 * 60 * 1000;

/**
 * By what somebody shows that it is them: what signing in took, when a second factor may still be wanted; the password
 * of an account that asks for no more; or a second factor, spelled as Appwrite spells it.
 */
type By = 'sign-in' | 'password' | 'totp' | 'phone' | 'email' | 'recoveryCode';

/** From now on, for ten minutes, this session counts as that of the person themselves. */
export function rememberConfirmation(event: RequestEvent, by: By) {
	updateSession(event, { confirmation: { at: Date.now(), by } });
}

/**
 * Whether the person has shown lately that it is them, with all that their account asks for: where that is a second
 * factor, having signed in without one is not enough.
 */
export function isConfirmed(event: RequestEvent, { mfa }: Pick<User, 'mfa'>): boolean {
	const by = confirmedBy(event);
	return by !== null && !(mfa && by === 'sign-in');
}

/** Whether it was by meeting a challenge of Appwrite's, which counts there for thirty minutes. */
export function isConfirmedByChallenge(event: RequestEvent): boolean {
	const by = confirmedBy(event);
	return by !== null && by !== 'sign-in' && by !== 'password';
}

/** By what the person has shown it within ten minutes; `null` if they have not. */
export function confirmedBy(event: RequestEvent): By | null {
	const confirmation = readSession(event)?.confirmation;
	const isRecent = confirmation && Math.abs(Date.now() - confirmation.at) < LIFETIME;
	return isRecent ? (confirmation.by as By) : null;
}
