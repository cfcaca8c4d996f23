// Ten times as many visitors as the app can answer, for a minute: what they get, and how soon it has recovered.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startApp } from './app.js';
import { sessionCookie, startStub } from './appwrite-stub.js';
import { sendRequests } from './load.js';
import { percentile } from './statistics.js';

const SECONDS = 60;
const CAPACITY_REQUESTS = 4_000;
const RECOVERED_MS = 100;

/** @param {import('./run.js').Report} report */
export async function measureOverload(report) {
	const stub = await startStub();
	const app = await startApp(stub.appwrite);
	const ada = { path: '/account', headers: { cookie: sessionCookie('ada') } };

	await sendRequests(app.origin, CAPACITY_REQUESTS, () => ada);
	const started = performance.now();
	await sendRequests(app.origin, CAPACITY_REQUESTS, () => ada);
	const capacity = CAPACITY_REQUESTS / ((performance.now() - started) / 1000);
	report(['capacity, account pages a second', capacity.toFixed(0)]);

	const visitors = Math.round(capacity * 10);
	const order = { origin: app.origin, ...ada, visitors, seconds: SECONDS };
	const { statuses, times } = await overload(order);
	const recovery = await timeToRecover(app.origin, ada);

	const perSecond = (/** @type {number} */ count) => (count / SECONDS).toFixed(0);
	const answers = statuses.map(([status, count]) => `${status}: ${perSecond(count)}`);
	report([`${visitors} visitors, each a page a second: answers a second`, answers.join(', ')]);
	const [half, most] = [0.5, 0.99].map((share) => percentile(times, share).toFixed(0));
	report(['time to a page then, median and 99th percentile', `${half} ms, ${most} ms`]);
	const seconds = (recovery / 1000).toFixed(1);
	report([`first page within ${RECOVERED_MS} ms after it`, `${seconds} s`, '< 10 s']);
	await app.stop();
	stub.stop();
}

/** @param {import('./crowd.js').Order} order @returns {Promise<import('./crowd.js').Outcome>} */
async function overload(order) {
	const crowd = fork(join(import.meta.dirname, 'crowd.js'));
	crowd.send(order);
	const [outcome] = await once(crowd, 'message');
	return outcome;
}

/** @param {string} origin @param {import('./load.js').Request} request */
async function timeToRecover(origin, { path, headers }) {
	const start = performance.now();
	for (;;) {
		const asked = performance.now();
		const { ok } = await fetch(origin + path, { headers });
		if (ok && performance.now() - asked < RECOVERED_MS) return asked - start;
	}
}
