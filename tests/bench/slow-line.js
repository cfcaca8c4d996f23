// A long way to a server near by: what goes through arrives later by half of the round trip each way.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * @param {string} address an origin
 * @param {number} roundTrip milliseconds
 */
export async function startSlowLine(address, roundTrip) {
	const { hostname, port } = new URL(address);
	const server = createServer((near) => {
		const far = connect(Number(port), hostname);
		pass(near, far);
		pass(far, near);
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const line = /** @type {import('node:net').AddressInfo} */ (server.address());
	return { origin: `http://localhost:${line.port}`, stop: () => server.close() };

	/** @param {import('node:net').Socket} from @param {import('node:net').Socket} to */
	function pass(from, to) {
		from.on('data', (chunk) => setTimeout(() => to.write(chunk), roundTrip / 2));
		from.on('close', () => setTimeout(() => to.destroy(), roundTrip / 2));
		from.on('error', () => to.destroy());
	}
}
