import { widerNetwork } from '$lib/server/web/client-address';
import { Counter, type Limit } from './counter';

/** How many /64 of one /48 may use up all that is theirs. */
const WIDER = 10;

/** Counts by network (`clientNetwork`), of IPv6 also by the /48 around it, so that who owns one is not 65,536 places. */
export class NetworkCounter implements Limit {
	readonly #near: Counter;
	readonly #wide: Counter;

	/** As many as `points` from one network in `duration` seconds. */
	constructor(name: string, { points, duration }: { points: number; duration: number }) {
		this.#near = new Counter(name, { points, duration });
		this.#wide = new Counter(`${name}:wide`, { points: points * WIDER, duration });
	}

	async add(network: string) {
		await this.#near.add(network);
		const wider = widerNetwork(network);
		if (!wider) return;
		try {
			await this.#wide.add(wider);
		} catch (thrown) {
			await this.#near.takeBack(network);
			throw thrown;
		}
	}

	async takeBack(network: string) {
		const wider = widerNetwork(network);
		await Promise.all([this.#near.takeBack(network), wider && this.#wide.takeBack(wider)]);
	}
}
