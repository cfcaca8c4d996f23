// Ten times as many requests as the app can answer, for a minute: what is answered, and how soon it has recovered.
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { startApp } from './app.js';
import { sessionOf, startStub } from './appwrite-stub.js';
import { sendRequests } from './load.js';
import { percentile } from './statistics.js';

const SECONDS = 60;
const CAPACITY_REQUESTS = 4_000;
/** What a visitor waits for at the most. */
const PATIENCE_MS = 10_000;

/** @param {import('./run.js').Report} report */
export async function measureOverload(report) {
	const stub = await startStub();
	const app = await startApp(stub.appwrite);
	const ada = { path: '/account', headers: { cookie: `session=${sessionOf('ada')}` } };

	await sendRequests(app.origin, 500, () => ada);
	const started = performance.now();
	await sendRequests(app.origin, CAPACITY_REQUESTS, () => ada);
	const capacity = CAPACITY_REQUESTS / ((performance.now() - started) / 1000);
	report(['capacity, account pages a second', capacity.toFixed(0)]);

	const { statuses, times, offered } = await overload(app.origin, ada, capacity * 10);
	const recovery = await timeToRecover(app.origin, ada);
	const share = (/** @type {number} */ count) => `${((count / offered) * 100).toFixed(1)} %`;
	report([
		`ten times that for ${SECONDS} s, ${(offered / SECONDS).toFixed(0)} a second offered`,
		[...statuses].map(([status, count]) => `${status}: ${share(count)}`).join(', ')
	]);
	report([
		'what was answered, median and 99th percentile',
		`${percentile(times, 0.5).toFixed(0)} ms, ${percentile(times, 0.99).toFixed(0)} ms`
	]);
	report([
		'first page within 100 ms after the overload',
		`${(recovery / 1000).toFixed(1)} s`,
		'< 10 s'
	]);
	await app.stop();
	stub.stop();
}

/**
 * Sends at a fixed rate, however slow the answers are.
 * @param {string} origin
 * @param {import('./load.js').Request} request
 * @param {number} rate a second
 */
async function overload(origin, { path, headers }, rate) {
	const pool = new Pool(origin, { connections: 1_000, headersTimeout: PATIENCE_MS });
	/** @type {Map<string, number>} */
	const statuses = new Map();
	/** @type {number[]} */
	const times = [];
	let offered = 0;
	let waiting = 0;

	async function visit() {
		const start = performance.now();
		const signal = AbortSignal.timeout(PATIENCE_MS);
		waiting += 1;
		const outcome = await pool.request({ method: 'GET', path, headers, signal }).then(
			async ({ statusCode, body }) => {
				await body.dump();
				times.push(performance.now() - start);
				return String(statusCode);
			},
			() => 'given up'
		);
		waiting -= 1;
		statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1);
	}

	const start = performance.now();
	for (let elapsed = 0; elapsed < SECONDS; elapsed = (performance.now() - start) / 1000) {
		for (; offered < elapsed * rate; offered += 1) void visit();
		await setTimeout(10);
	}
	while (waiting) await setTimeout(10);
	await pool.destroy();
	return { statuses, times, offered };
}

/** @param {string} origin @param {import('./load.js').Request} request */
async function timeToRecover(origin, { path, headers }) {
	const start = performance.now();
	for (;;) {
		const asked = performance.now();
		await (await fetch(origin + path, { headers })).text();
		if (performance.now() - asked < 100) return asked - start;
	}
}
