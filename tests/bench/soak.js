// Ten minutes of visits, 5 % of what Appwrite answers being faults: nobody may see somebody else's page, be signed
// out, or see the process end or grow.
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { startApp } from './app.js';
import { sessionCookie, startStub } from './appwrite-stub.js';
import { percentile } from './statistics.js';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const VISITORS = 50;
const FAULTS = 0.05;

/** @param {import('./run.js').Report} report */
export async function soak(report) {
	const stub = await startStub({ faults: FAULTS });
	const app = await startApp(stub.appwrite, { execArgv: ['--expose-gc'] });
	const seen = { ok: 0, unavailable: 0, wrong: 0 };
	/** @type {number[]} */
	const times = [];
	/** @type {number[]} */
	const heaps = [];

	const end = Date.now() + MINUTES * 60_000;
	const pool = new Pool(app.origin, { connections: VISITORS });
	const visitors = Array.from({ length: VISITORS }, (_, i) => visit(`visitor-${i}-`));
	while (Date.now() < end) {
		heaps.push((await app.memory()).heapUsed / 1e6);
		await setTimeout(Math.min(10_000, end - Date.now()));
	}
	await Promise.all(visitors);
	const pid = (await fetch(`${app.origin}/healthz`)).ok ? 'none' : 'yes';

	const total = seen.ok + seen.unavailable + seen.wrong;
	const title = `soak: ${MINUTES} minutes, ${VISITORS} visitors, 5 % faults`;
	report([`${title}: pages`, `${total}, of which 503: ${seen.unavailable}`]);
	report([`${title}: somebody else’s page, or a logout`, String(seen.wrong), '0']);
	report([`${title}: restarts`, pid, 'none']);
	report([`${title}: 99th percentile`, `${percentile(times, 0.99).toFixed(0)} ms`]);
	report([
		`${title}: growth of the heap`,
		`${slope(heaps.slice(6)).toFixed(2)} MB a minute`,
		'< 0.5'
	]);
	await pool.close();
	await app.stop();
	stub.stop();

	/** @param {string} id */
	async function visit(id) {
		const headers = { cookie: sessionCookie(id) };
		while (Date.now() < end) {
			const start = performance.now();
			const {
				statusCode,
				body,
				headers: answered
			} = await pool.request({
				method: 'GET',
				path: '/account',
				headers
			});
			const html = await body.text();
			times.push(performance.now() - start);
			if (statusCode === 503 && !html.includes('visitor-')) seen.unavailable += 1;
			else if (statusCode === 200 && isOnlyOf(html, id) && !answered['set-cookie']) seen.ok += 1;
			else seen.wrong += 1;
			await setTimeout(Math.random() * 400);
		}
	}
}

/** @param {string} html @param {string} id */
function isOnlyOf(html, id) {
	const found = html.match(/visitor-\d+-/g) ?? [];
	return found.length > 0 && found.every((other) => other === id);
}

/** Megabytes a minute, by least squares over values ten seconds apart. @param {number[]} values */
function slope(values) {
	const middle = (values.length - 1) / 2;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	let [above, below] = [0, 0];
	values.forEach((value, i) => {
		above += (i - middle) * (value - mean);
		below += (i - middle) ** 2;
	});
	return (above / below) * 6;
}
