import { setTimeout } from 'node:timers/promises';

/** More than Appwrite takes for either answer on a quiet day. */
const LEAST_MS = 600;

/** Ends `work` no sooner than after a fixed time, however it ends, so that nobody reads from the clock what it found. */
export async function atLeast<T>(work: Promise<T>): Promise<T> {
	await Promise.allSettled([work, setTimeout(LEAST_MS)]);
	return work;
}
