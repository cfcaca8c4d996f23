import { AsyncResource } from 'node:async_hooks';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** About 10 MB. Who makes this limiter forget one key has made as many attempts for others. */
const MOST_KEYS = 20_000;

/** Each key has a timer, which would keep the request alive that it was set in, whole, and for as long as a day. */
const outsideOfRequests = new AsyncResource('MemoryLimiter');

/** Counts in memory. Forgets the oldest key for a new one when it has many, so that no flood of them fills the memory. */
export class MemoryLimiter extends RateLimiterMemory {
	readonly #keys = new Set<string | number>();

	override consume(...use: Parameters<RateLimiterMemory['consume']>) {
		const [key] = use;
		this.#keys.add(key);
		const [oldest] = this.#keys;
		if (oldest !== undefined && this.#keys.size > MOST_KEYS) void this.delete(oldest);
		return outsideOfRequests.runInAsyncScope(() => super.consume(...use));
	}

	override reward(...use: Parameters<RateLimiterMemory['reward']>) {
		return outsideOfRequests.runInAsyncScope(() => super.reward(...use));
	}

	override delete(key: string | number) {
		this.#keys.delete(key);
		return super.delete(key);
	}
}
