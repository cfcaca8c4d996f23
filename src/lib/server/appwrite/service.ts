import { Bulkhead } from './bulkhead';
import { CircuitBreaker, type Verdict } from './circuit-breaker';
import { createConnections } from './transport';

/** Calls at once, and connections: at 50 ms each some 1,300 calls a second, more than one process renders pages. */
const MOST_CALLS = 64;
const MOST_WAITING = 256;
const ROOM_MS = 1_000;

/**
 * A part of Appwrite that can fail by itself, and then leaves the others alone: what is learned of it, its connections
 * and its room are its own. Reads have room of their own too, so that slow logins do not keep pages waiting.
 */
class Service {
	readonly name: string;
	readonly #breaker: CircuitBreaker;
	readonly #reads = new Lane();
	readonly #writes = new Lane();

	constructor(name: string) {
		this.name = name;
		this.#breaker = new CircuitBreaker(name);
	}

	/** Calls it, unless it is known to be down or too many calls are under way. */
	run<T>(isRead: boolean, call: () => Promise<T>, judge: (thrown: unknown) => Verdict): Promise<T> {
		return this.#breaker.run(() => this.#lane(isRead).bulkhead.run(call), judge);
	}

	connections(isRead: boolean) {
		return this.#lane(isRead).connections;
	}

	#lane(isRead: boolean): Lane {
		return isRead ? this.#reads : this.#writes;
	}
}

class Lane {
	readonly bulkhead = new Bulkhead(MOST_CALLS, MOST_WAITING, ROOM_MS);
	readonly connections = createConnections(MOST_CALLS);
}

const services = new Map<string, Service>();

/** The one service of this name (`serviceOf`). */
export function findService(name: string): Service {
	const found = services.get(name) ?? new Service(name);
	services.set(name, found);
	return found;
}
