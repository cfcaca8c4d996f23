import { isHttpError, isRedirect } from '@sveltejs/kit';
import { AppwriteFailure, isUndone } from '$lib/server/appwrite/failure';
import type { Limit } from './counter';
import { TooManyAttempts } from './too-many-attempts';

/** What an attempt counts for, and whose it is. */
export type Use = [limit: Limit, key: string];

/**
 * Counts first, so that of many attempts at once only as many pass as may. What certainly came to nothing is taken back:
 * neither an outage nor one limit may use up another. What may have happened stays counted, such as a mail or a guess
 * whose answer came too late: Appwrite may have sent the one and taken the other.
 */
export async function countAttempt<T>(uses: Use[], attempt: () => Promise<T>): Promise<T> {
	const counted: Use[] = [];
	try {
		for (const [limit, key] of uses) {
			await limit.add(key);
			counted.push([limit, key]);
		}
		return await attempt();
	} catch (thrown) {
		if (cameToNothing(thrown)) await takeBack(counted);
		throw thrown;
	}
}

/**
 * The same for a guess. A right one takes back itself and nothing else: whoever can make a right one, of a number of
 * their own, would otherwise have as many wrong ones of others'.
 */
export async function countGuess<T>(uses: Use[], attempt: () => Promise<T>): Promise<T> {
	const result = await countAttempt(uses, attempt);
	await takeBack(uses);
	return result;
}

async function takeBack(uses: Use[]) {
	await Promise.all(uses.map(([limit, key]) => limit.takeBack(key)));
}

/** Whether Appwrite said no, for the reason `type` if one is given. */
export function isRefused(thrown: unknown, type?: string): boolean {
	if (!(thrown instanceof AppwriteFailure) || thrown.failure.kind !== 'refused') return false;
	return type === undefined || thrown.failure.type === type;
}

/** Whether an attempt failed for certain before Appwrite did anything of what was asked. */
export function cameToNothing(thrown: unknown): boolean {
	if (thrown instanceof AppwriteFailure) return isUndone(thrown.failure);
	if (isHttpError(thrown)) return thrown.body.isUndone === true;
	// A redirect is how a session ends that Appwrite does not take for one.
	return thrown instanceof TooManyAttempts || isRedirect(thrown);
}
