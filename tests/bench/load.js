// Requests, and what they cost the process that answered them.
import { Pool } from 'undici';

/** @typedef {{ method?: string, path: string, headers?: Record<string, string>, body?: string }} Request */

/**
 * Sends `count` requests, as many at a time as there are connections; each must be answered as expected.
 * @param {string} origin
 * @param {number} count
 * @param {(i: number) => Request} make
 * @param {number} [expected] status
 * @param {number} [connections]
 */
export async function sendRequests(origin, count, make, expected = 200, connections = 8) {
	const pool = new Pool(origin, { connections });
	let sent = 0;
	async function sendNext() {
		while (sent < count) {
			const { method = 'GET', ...request } = make(sent++);
			const { statusCode, body } = await pool.request({
				method: /** @type {'GET'} */ (method),
				...request
			});
			await body.dump();
			if (statusCode !== expected)
				throw new Error(`${request.path}: ${statusCode}, not ${expected}`);
		}
	}
	await Promise.all(Array.from({ length: connections }, sendNext));
	await pool.close();
}

/**
 * Microseconds of CPU that the app spent on each of the requests.
 * @param {import('./app.js').App} app
 * @param {number} count
 * @param {(i: number) => Request} make
 * @param {number} [expected]
 */
export async function cpuPerRequest(app, count, make, expected) {
	const before = await app.cpu();
	await sendRequests(app.origin, count, make, expected);
	const after = await app.cpu();
	return (after - before) / count;
}
