import { RateLimiterCompatibleAbstract, RateLimiterRes } from 'rate-limiter-flexible';

/** Some 4 MB. */
const MOST_KEYS = 20_000;
/** How many go at once, so that a flood costs little for each of its keys. */
const ROOM = 1_000;

interface Options {
	points: number;
	/** Seconds. */
	duration: number;
	/** Seconds. */
	blockDuration?: number;
}

interface Use {
	points: number;
	/** Milliseconds since 1970. */
	until: number;
}

/**
 * Counts in memory, which stays bounded: the least used keys make room for new ones. A flood of fresh keys therefore
 * pushes out its own. To push out one that is blocked takes as many attempts for each of 20,000 others.
 *
 * No timers: they run for 24 days at most, and each would keep the request alive in which it was set.
 */
export class MemoryLimiter extends RateLimiterCompatibleAbstract {
	override readonly keyPrefix = '';
	override execEvenly = false;
	override blockDuration: number;
	readonly #points: number;
	readonly #duration: number;
	readonly #uses = new Map<string | number, Use>();

	constructor({ points, duration, blockDuration = 0 }: Options) {
		super();
		this.#points = points;
		this.#duration = duration;
		this.blockDuration = blockDuration;
	}

	override async consume(
		key: string | number,
		points = 1,
		{ customDuration = this.#duration }: { customDuration?: number } = {}
	) {
		const use = this.#find(key) ?? this.#keep(key, 0, customDuration);
		use.points += points;
		if (use.points <= this.#points) return this.#answer(use);
		const isFirstTooMany = use.points - points <= this.#points;
		if (isFirstTooMany && this.blockDuration) use.until = Date.now() + this.blockDuration * 1000;
		throw this.#answer(use);
	}

	override async penalty(key: string | number, points = 1) {
		const use = this.#find(key) ?? this.#keep(key, 0, this.#duration);
		use.points += points;
		return this.#answer(use);
	}

	/** Never below zero, as what is given back may be of a time that is over. */
	override async reward(key: string | number, points = 1) {
		const use = this.#find(key);
		if (!use) return new RateLimiterRes(this.#points, 0, 0);
		use.points = Math.max(0, use.points - points);
		return this.#answer(use);
	}

	override async get(key: string | number) {
		const use = this.#find(key);
		return use ? this.#answer(use) : null;
	}

	override async set(key: string | number, points: number, seconds: number) {
		return this.#answer(this.#keep(key, points, seconds));
	}

	override async block(key: string | number, seconds: number) {
		return this.set(key, this.#points + 1, seconds);
	}

	override async delete(key: string | number) {
		return this.#uses.delete(key);
	}

	#find(key: string | number): Use | undefined {
		const use = this.#uses.get(key);
		return use && use.until > Date.now() ? use : undefined;
	}

	#keep(key: string | number, points: number, seconds: number): Use {
		if (this.#uses.size >= MOST_KEYS) this.#makeRoom();
		const use = { points, until: Date.now() + seconds * 1000 };
		this.#uses.set(key, use);
		return use;
	}

	#makeRoom() {
		const now = Date.now();
		for (const [key, { until }] of this.#uses) if (until <= now) this.#uses.delete(key);
		const excess = this.#uses.size - (MOST_KEYS - ROOM);
		if (excess <= 0) return;
		const leastUsedFirst = [...this.#uses].sort(
			([, one], [, other]) => one.points - other.points || one.until - other.until
		);
		for (const [key] of leastUsedFirst.slice(0, excess)) this.#uses.delete(key);
	}

	#answer({ points, until }: Use): RateLimiterRes {
		const left = Math.max(0, this.#points - points);
		return new RateLimiterRes(left, until - Date.now(), points);
	}
}
