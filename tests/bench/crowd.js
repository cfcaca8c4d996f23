// Visitors in a process of their own, so that nothing but the app waits for the app: each has a connection, and asks
// for the page again a second after they asked, or as soon as they have an answer or have given up.
import { Pool } from 'undici';
import { setTimeout } from 'node:timers/promises';

/** @typedef {{ origin: string, path: string, headers: Record<string, string>, visitors: number, seconds: number }} Order */
/** @typedef {{ statuses: [string, number][], times: number[] }} Outcome `times` in milliseconds, of pages */

const PERIOD_MS = 1_000;
/** What a visitor waits for at the most. */
const PATIENCE_MS = 5_000;

process.once('message', async (order) => {
	const outcome = await crowd(/** @type {Order} */ (order));
	process.send?.(outcome, () => process.exit());
});

/** @param {Order} order @returns {Promise<Outcome>} */
async function crowd({ origin, path, headers, visitors, seconds }) {
	const pool = new Pool(origin, { connections: visitors, headersTimeout: PATIENCE_MS });
	/** @type {Map<string, number>} */
	const statuses = new Map();
	/** @type {number[]} */
	const times = [];
	const end = performance.now() + seconds * 1_000;

	async function ask() {
		const start = performance.now();
		try {
			const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
			await body.dump();
			if (statusCode === 200) times.push(performance.now() - start);
			return String(statusCode);
		} catch {
			return 'given up';
		}
	}

	async function visit() {
		await setTimeout(PERIOD_MS * Math.random());
		while (performance.now() < end) {
			const next = performance.now() + PERIOD_MS;
			const outcome = await ask();
			statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1);
			await setTimeout(Math.max(0, next - performance.now()));
		}
	}

	await Promise.all(Array.from({ length: visitors }, visit));
	await pool.destroy();
	return { statuses: [...statuses], times };
}
