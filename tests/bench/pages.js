// What it costs to know who is signed in: the same page with a session and without, and the way of Appwrite's
// documentation, in turns. And how often Appwrite is asked.
import { buildRival, startApp } from './app.js';
import { sessionCookie, startStub } from './appwrite-stub.js';
import { cpuPerRequest, sendRequests } from './load.js';
import { median, ratio, spread } from './statistics.js';

const ROUNDS = 15;
const REQUESTS = 400;
/** Until the engine has compiled what is used often. */
const WARM_UP = 5_000;

/** @type {import('./load.js').Request} */
const asGuest = { path: '/' };
const asAda = asSession('ada');

/** @param {string} id @param {string} [path] */
function asSession(id, path = '/') {
	return { path, headers: { cookie: sessionCookie(id) } };
}

/** @param {import("./run.js").Report} report */
export async function measurePages(report) {
	const build = buildRival('documented-way');
	const stub = await startStub();
	const apps = {
		cached: await startApp(stub.appwrite),
		uncached: await startApp(stub.appwrite, { env: { USER_CACHE_SECONDS: '0' } }),
		documented: await startApp(stub.appwrite, { build })
	};

	await measureCosts(apps, report);
	await countCalls(apps, stub.calls, report);

	for (const app of Object.values(apps)) await app.stop();
	stub.stop();
}

/**
 * @param {Record<'cached' | 'uncached' | 'documented', import('./app.js').App>} apps
 * @param {import("./run.js").Report} report
 */
async function measureCosts({ cached, uncached, documented }, report) {
	let visitor = 0;
	const asSomebodyNew = () => asSession(`visitor-${visitor++}`);
	/** @type {Record<string, (count?: number) => Promise<number>>} */
	const costs = {
		guest: (count = REQUESTS) => cpuPerRequest(cached, count, () => asGuest),
		control: (count = REQUESTS) => cpuPerRequest(cached, count, () => asGuest),
		cached: (count = REQUESTS) => cpuPerRequest(cached, count, () => asAda),
		firstSeen: (count = REQUESTS) => cpuPerRequest(cached, count, asSomebodyNew),
		uncachedGuest: (count = REQUESTS) => cpuPerRequest(uncached, count, () => asGuest),
		uncached: (count = REQUESTS) => cpuPerRequest(uncached, count, () => asAda),
		documentedGuest: (count = REQUESTS) => cpuPerRequest(documented, count, () => asGuest),
		documented: (count = REQUESTS) => cpuPerRequest(documented, count, () => asAda)
	};
	/** @type {Record<string, number[]>} */
	const seen = Object.fromEntries(Object.keys(costs).map((name) => [name, []]));
	for (const measure of Object.values(costs)) await measure(WARM_UP);
	for (let round = 0; round < ROUNDS; round += 1) {
		for (const [name, measure] of Object.entries(costs)) seen[name]?.push(await measure());
	}

	/** @param {string} name */
	const of = (name) => seen[name] ?? [];
	/** @param {string} name */
	const cost = (name) => `${median(of(name)).toFixed(0)} µs (${spread(of(name))})`;
	/** @type {[string, string, string?][]} */
	const rows = [
		['guest’s page, CPU a request', cost('guest')],
		[
			'control: guest’s page ÷ itself',
			ratio(of('control'), of('guest')),
			'0.9 to 1.1 or look away'
		],
		['guest’s page ÷ signed-in page, user remembered', ratio(of('guest'), of('cached')), '≥ 0.90'],
		['the same, USER_CACHE_SECONDS=0', ratio(of('uncachedGuest'), of('uncached'))],
		['the same, documented way', ratio(of('documentedGuest'), of('documented'))],
		['documented way ÷ ours, user remembered', ratio(of('documented'), of('cached')), '≥ 1.5'],
		[
			'ours, session seen for the first time ÷ documented way',
			ratio(of('firstSeen'), of('documented')),
			'≤ 1.1'
		],
		['ours, USER_CACHE_SECONDS=0 ÷ documented way', ratio(of('uncached'), of('documented'))]
	];
	rows.forEach(report);
}

/**
 * @param {Record<string, import('./app.js').App>} apps
 * @param {{ count: number }} calls
 * @param {import("./run.js").Report} report
 */
async function countCalls(apps, calls, report) {
	/** @type {Record<string, (i: number) => import('./load.js').Request>} */
	const visits = {
		'a page': () => asSession('page', '/account'),
		'a page, two links pointed at, one followed': (i) =>
			asSession('preload', i ? '/account/__data.json' : '/account'),
		'1,000 requests of one session': () => asSession('burst'),
		'1,000 requests of 50 sessions': (i) => asSession(`crowd-${i % 50}`),
		'1,000 requests of guests': () => asGuest
	};
	const sizes = [1, 3, 1000, 1000, 1000];

	for (const [i, [title, make]] of Object.entries(visits).entries()) {
		/** @type {string[]} */
		const counts = [];
		for (const name of ['cached', 'uncached', 'documented']) {
			const app = apps[name];
			if (!app) continue;
			calls.count = 0;
			await sendRequests(app.origin, sizes[i] ?? 1, make);
			counts.push(String(calls.count));
		}
		report([`Appwrite calls: ${title}`, counts.join(' / '), 'remembered / not / documented']);
	}
}
