import { Counter, type Limit } from './counter';

const DAY = 24 * 60 * 60;

/**
 * Lets `free` attempts through, then one after 1 s, the next after 2 s, and so on: each wait is twice as long as the
 * one before, up to `longest` seconds. Forgets after a day.
 */
export class GrowingWait implements Limit {
	readonly #attempts: Counter;
	readonly #waits: Counter;
	readonly #free: number;
	readonly #longest: number;

	constructor(name: string, { free, longest }: { free: number; longest: number }) {
		this.#free = free;
		this.#longest = longest;
		this.#attempts = new Counter(`${name}:attempts`, {
			points: Number.MAX_SAFE_INTEGER,
			duration: DAY
		});
		this.#waits = new Counter(`${name}:waits`, { points: 1, duration: longest });
	}

	async add(key: string) {
		const late = (await this.#attempts.add(key)) - this.#free;
		if (late < 0) return;
		try {
			// Who is first to add begins the next wait; all others are within it.
			await this.#waits.add(key, Math.min(2 ** late, this.#longest));
		} catch (thrown) {
			await this.#attempts.takeBack(key);
			throw thrown;
		}
	}

	async takeBack(key: string) {
		await Promise.all([this.#attempts.takeBack(key), this.#waits.clear(key)]);
	}

	/** Begins anew. */
	async clear(key: string) {
		await Promise.all([this.#attempts.clear(key), this.#waits.clear(key)]);
	}
}
