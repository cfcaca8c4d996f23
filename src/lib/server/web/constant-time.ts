import { setTimeout } from 'node:timers/promises';

/**
 * More than Appwrite takes on a quiet day for whatever it is asked: to hash a password costs it 0.05 to 0.3 s, to
 * find nobody, or to hand a mail over, less.
 */
const LEAST_MS = 600;

/** Ends `work` no sooner than after a fixed time, however it ends, so that nobody reads from the clock what it found. */
export async function atLeast<T>(work: Promise<T>): Promise<T> {
	await Promise.allSettled([work, setTimeout(LEAST_MS)]);
	return work;
}

/** The same for failures alone: of a success there is nothing to hide, so nobody waits for it. */
export async function failAtLeast<T>(work: Promise<T>): Promise<T> {
	const least = setTimeout(LEAST_MS, undefined, { ref: false });
	try {
		return await work;
	} catch (thrown) {
		await least;
		throw thrown;
	}
}
