// Whether many sessions and many who try to log in make a page slower or a process bigger without end.
import { startApp } from './app.js';
import { sessionCookie, startStub } from './appwrite-stub.js';
import { cpuPerRequest, sendRequests } from './load.js';
import { median, ratio } from './statistics.js';

const SIZES = [10, 1_000, 100_000];
const REQUESTS = 400;
const ROUNDS = 15;
/** Until the engine has compiled what is used often. */
const WARM_UP = 5_000;
/** Many, as a refused login is made to take its time, and fewer than the app lets wait for Appwrite. */
const CONNECTIONS = 200;

/** @type {Record<string, { status: number, make: (i: number) => import('./load.js').Request }>} */
const crowds = {
	sessions: { status: 200, make: visit },
	'addresses that tried to log in': { status: 401, make: logIn }
};

/** @param {import('./run.js').Report} report */
export async function measureGrowth(report) {
	const stub = await startStub();
	for (const title of Object.keys(crowds)) await measureCrowd(stub.appwrite, title, report);
	stub.stop();
}

/** @param {number} i @returns {import('./load.js').Request} */
function visit(i) {
	return { path: '/__data.json', headers: { cookie: sessionCookie(`visitor-${i}`) } };
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
 * A page with a remembered user, as the crowd grows.
 * @param {import('./app.js').Appwrite} appwrite
 * @param {string} title
 * @param {import('./run.js').Report} report
 */
async function measureCrowd(appwrite, title, report) {
	const { status, make } = crowds[title] ?? { status: 0, make: visit };
	// As long as it may be, so that nothing is forgotten while it fills up.
	const env = { USER_CACHE_SECONDS: '999' };
	const app = await startApp(appwrite, { env, execArgv: ['--expose-gc'] });
	const ada = { path: '/', headers: { cookie: sessionCookie('ada') } };
	await cpuPerRequest(app, WARM_UP, () => ada);
	const empty = await app.memory();

	/** @type {number[] | undefined} */
	let first;
	let done = 0;
	for (const size of SIZES) {
		const start = done;
		await sendRequests(app.origin, size - start, (i) => make(start + i), status, CONNECTIONS);
		done = size;
		const { heapUsed } = await app.memory();
		/** @type {number[]} */
		const costs = [];
		for (let round = 0; round < ROUNDS; round += 1)
			costs.push(await cpuPerRequest(app, REQUESTS, () => ada));
		const cost = `${median(costs).toFixed(0)} µs a page`;
		const growth = `heap ${signed((heapUsed - empty.heapUsed) / 1e6)} MB`;
		const compared = first && `÷ with ${SIZES[0]}: ${ratio(costs, first)}`;
		first ??= costs;
		report([`${size} ${title}`, [cost, growth, compared].filter(Boolean).join(', ')]);
	}
	await app.stop();
}

/** @param {number} value */
function signed(value) {
	return (value < 0 ? '' : '+') + value.toFixed(1);
}
