// Whether many sessions and many who try to log in make a page slower or a process bigger without end.
import { startApp } from './app.js';
import { sessionOf, startStub } from './appwrite-stub.js';
import { cpuPerRequest, sendRequests } from './load.js';
import { median } from './statistics.js';

const SIZES = [10, 1_000, 100_000];
const REQUESTS = 400;
const ROUNDS = 7;
/** Many, as a refused login is made to take its time. */
const CONNECTIONS = 1_000;

/** @param {import('./run.js').Report} report */
export async function measureGrowth(report) {
	const stub = await startStub();
	for (const size of SIZES) {
		await measureApp(stub.appwrite, size, `${size} sessions`, report, (i) => ({
			path: '/__data.json',
			headers: { cookie: `session=${sessionOf(`visitor-${i}`)}` }
		}));
	}
	for (const size of SIZES) {
		await measureApp(stub.appwrite, size, `${size} addresses that tried to log in`, report, logIn);
	}
	stub.stop();
}

/** Somebody whom Appwrite does not know. @param {number} i @returns {import('./load.js').Request} */
function logIn(i) {
	const address = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
	return {
		method: 'POST',
		path: '/api/session',
		headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
		body: JSON.stringify({ email: `${i}@example.com`, password: 'correct horse' })
	};
}

/**
 * @param {import('./app.js').Appwrite} appwrite
 * @param {number} size
 * @param {string} title
 * @param {import('./run.js').Report} report
 * @param {(i: number) => import('./load.js').Request} fill
 */
async function measureApp(appwrite, size, title, report, fill) {
	// An hour, so that nothing is forgotten while it fills up.
	const app = await startApp(appwrite, {
		env: { USER_CACHE_SECONDS: '3600' },
		execArgv: ['--expose-gc']
	});
	const ada = { path: '/', headers: { cookie: `session=${sessionOf('ada')}` } };
	await cpuPerRequest(app, REQUESTS, () => ada);
	const before = await app.usage();

	await sendRequests(app.origin, size, fill, fill === logIn ? 401 : 200, CONNECTIONS);
	const after = await app.usage();
	/** @type {number[]} */
	const costs = [];
	for (let round = 0; round < ROUNDS; round += 1)
		costs.push(await cpuPerRequest(app, REQUESTS, () => ada));

	const grown = (after.heapUsed - before.heapUsed) / 1e6;
	report([title, `${median(costs).toFixed(0)} µs a page, heap + ${grown.toFixed(1)} MB`]);
	await app.stop();
}
