import type { Context } from 'hono';
import type { Clock } from '../core/clock.ts';
import { GeneralError } from '../core/errors.ts';
import type { Caller } from './caller.ts';

/** Appwrite's rate limit of a route. */
export interface Limit {
	/** In one window. */
	hits: number;
	/** Templates in Appwrite's notation; each key has a counter of its own. */
	keys: [string, ...string[]];
	/** Length of the window; an hour unless said. */
	seconds?: number;
	/** Status of a response that gives back the hits before it. */
	resetOn?: number;
}

const HOUR = 60 * 60;

export type RateLimits = ReturnType<typeof createRateLimits>;

/**
 * Counts requests in windows that begin with the full hour or minute, whenever the first request came.
 * @param enabled whether they are counted at all; the headers are sent in any case
 */
export function createRateLimits(clock: Clock, enabled: boolean) {
	/** The present window of each length in seconds. */
	const windows = new Map<number, { start: number; hits: Map<string, number> }>();

	function presentWindow(seconds: number) {
		const now = Math.floor(clock.now() / 1000);
		const start = now - (now % seconds);
		const known = windows.get(seconds);
		if (known?.start === start) return known;

		const fresh = { start, hits: new Map<string, number>() };
		windows.set(seconds, fresh);
		return fresh;
	}

	return {
		/**
		 * Counts a request under each of its keys and tells the client in headers how close the closest limit is.
		 * At the first key that is used up it is `general_rate_limit_exceeded`. An API key is told, but not counted.
		 */
		hit(
			c: Context,
			{ role }: Pick<Caller, 'role'>,
			{ hits: most, seconds = HOUR }: Limit,
			keys: string[]
		): void {
			const { start, hits } = presentWindow(seconds);
			const counts = enabled && role !== 'applications';
			let closest = Infinity;

			for (const key of keys) {
				const before = hits.get(key) ?? 0;
				const remaining = Math.max(0, most - before - 1);
				if (remaining < closest) {
					appendHeaders(c, { Limit: most, Remaining: remaining, Reset: start + seconds });
					closest = remaining;
				}
				if (!counts) continue;
				if (before >= most) throw new GeneralError('general_rate_limit_exceeded');
				hits.set(key, before + 1);
			}
		},

		/** Begins to count these keys anew. */
		forget({ seconds = HOUR }: Limit, keys: string[]): void {
			for (const key of keys) presentWindow(seconds).hits.delete(key);
		},

		clear: () => windows.clear()
	};
}

/** Appwrite appends: of two keys the second shows beside the first if it is closer to its limit. */
function appendHeaders(c: Context, values: Record<string, number>): void {
	for (const [name, value] of Object.entries(values)) {
		c.header(`X-RateLimit-${name}`, String(value), { append: true });
	}
}
