import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { pseudonym } from '$lib/server/operations/derived-key';
import { MemoryLimiter } from './memory-limiter';
import { redis } from '$lib/server/operations/redis';
import { TooManyAttempts } from './too-many-attempts';

/** Something that lets only so many attempts through for each key. */
export interface Limit {
	/** Counts one more; throws `TooManyAttempts` where it is one too many. */
	add(key: string): Promise<unknown>;
	/** Takes back what was added for an attempt that came to nothing. */
	takeBack(key: string): Promise<unknown>;
}

interface Options {
	/** How many for one key. */
	points: number;
	/** In how many seconds, from the first one on. */
	duration: number;
	/** For how many seconds after one too many; if left out, until `duration` is over. */
	blockDuration?: number;
}

/**
 * Counts by key, with all instances together in Redis, or in memory where there is none or while it does not answer.
 * One more is counted and compared in one step, so that of many at the same time only as many pass as may.
 */
export class Counter implements Limit {
	readonly #limiter: RateLimiterRedis | MemoryLimiter;
	readonly #duration: number;

	/** `name` is the counter's own, the same on all instances. */
	constructor(name: string, options: Options) {
		this.#duration = options.duration;
		const memory = new MemoryLimiter(options);
		this.#limiter = redis
			? new RateLimiterRedis({
					...options,
					storeClient: redis,
					keyPrefix: `limit:${name}`,
					rejectIfRedisNotReady: true,
					insuranceLimiter: memory
				})
			: memory;
	}

	/** Answers how many there are now. `seconds` may be other than the duration if this one is the first. */
	async add(key: string, seconds?: number): Promise<number> {
		const options = seconds ? { customDuration: seconds } : {};
		try {
			return (await this.#limiter.consume(pseudonym(key), 1, options)).consumedPoints;
		} catch (rejected) {
			if (rejected instanceof RateLimiterRes) throw new TooManyAttempts(rejected.msBeforeNext);
			throw rejected;
		}
	}

	async takeBack(key: string) {
		const { consumedPoints } = await this.#limiter.reward(pseudonym(key));
		// What was added counted in a time that is over by now: below zero, it would be one more attempt in this one.
		if (consumedPoints < 0) await this.#limiter.penalty(pseudonym(key));
	}

	/** Begins anew. */
	async clear(key: string) {
		await this.#limiter.delete(pseudonym(key));
	}

	/** How many there are now; nothing is counted by asking. */
	async count(key: string): Promise<number> {
		return (await this.#limiter.get(pseudonym(key)))?.consumedPoints ?? 0;
	}

	/** Sets how many there are, for a whole duration from now on. */
	async set(key: string, count: number) {
		await this.#limiter.set(pseudonym(key), count, this.#duration);
	}
}
