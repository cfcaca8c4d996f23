/** Thrown where there is no room for a further call, or none in time. */
class Overloaded extends Error {
	override name = 'Overloaded';
}

/**
 * Lets so many calls run at once and so many wait, so that a backend that is slow takes neither memory nor sockets
 * without end; whoever finds no room is told at once.
 */
export class Bulkhead {
	#running = 0;
	readonly #waiting: (() => void)[] = [];
	readonly #mostRunning: number;
	readonly #mostWaiting: number;
	readonly #waitMs: number;

	/** @param waitMs how long a call waits for room at the most */
	constructor(mostRunning: number, mostWaiting: number, waitMs: number) {
		this.#mostRunning = mostRunning;
		this.#mostWaiting = mostWaiting;
		this.#waitMs = waitMs;
	}

	async run<T>(call: () => Promise<T>): Promise<T> {
		if (this.#running < this.#mostRunning) this.#running += 1;
		else await this.#waitForRoom();
		try {
			return await call();
		} finally {
			this.#giveRoom();
		}
	}

	/** Resolves when somebody who leaves has handed over their room. */
	#waitForRoom(): Promise<void> {
		if (this.#waiting.length >= this.#mostWaiting) throw new Overloaded();
		return new Promise((resolve, reject) => {
			const enter = () => {
				clearTimeout(timer);
				resolve();
			};
			const timer = setTimeout(() => {
				this.#waiting.splice(this.#waiting.indexOf(enter), 1);
				reject(new Overloaded());
			}, this.#waitMs);
			this.#waiting.push(enter);
		});
	}

	#giveRoom() {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#running -= 1;
	}
}
