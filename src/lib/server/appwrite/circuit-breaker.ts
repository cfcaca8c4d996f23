import { log } from '$lib/server/operations/log';

/** One after the other. With half of all calls failing, and each read tried twice, this is one in a thousand. */
const FAILURES = 5;
/** Until one call may try again, and then another one: the longest that a recovery stays unseen. */
const OPEN_MS = 5_000;

/** What the end of a call says of the backend; `nothing` where the call itself may be to blame. */
export type Verdict = 'alive' | 'down' | 'nothing';

/** Thrown instead of calling a backend that has not answered for a while. */
class CircuitOpen extends Error {
	override name = 'CircuitOpen';
}

/**
 * Spares visitors the wait for a backend that is down, and the backend the calls (Nygard, "Release It!"). Open after
 * some failures in a row; then every few seconds one call goes through (half open), and the first success closes it.
 */
export class CircuitBreaker {
	readonly #backend: string;
	#failures = 0;
	#nextTry = 0;

	/** @param backend its name in the log */
	constructor(backend: string) {
		this.#backend = backend;
	}

	async run<T>(call: () => Promise<T>, judge: (thrown: unknown) => Verdict): Promise<T> {
		if (this.#failures >= FAILURES) this.#takeTry();
		try {
			const answer = await call();
			this.#close();
			return answer;
		} catch (thrown) {
			const verdict = judge(thrown);
			if (verdict === 'alive') this.#close();
			if (verdict === 'down') this.#fail();
			throw thrown;
		}
	}

	/** Does not wait for how the last try ends: it may hang for as long as a deadline lets it. */
	#takeTry() {
		const now = performance.now();
		if (now < this.#nextTry) throw new CircuitOpen();
		this.#nextTry = now + OPEN_MS;
	}

	#fail() {
		this.#failures += 1;
		if (this.#failures !== FAILURES) return;
		this.#nextTry = performance.now() + OPEN_MS;
		log.error('appwrite_circuit_open', { service: this.#backend, failures: FAILURES });
	}

	#close() {
		if (this.#failures >= FAILURES) log.info('appwrite_circuit_closed', { service: this.#backend });
		this.#failures = 0;
	}
}
