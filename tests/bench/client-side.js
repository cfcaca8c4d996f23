// The account page from this app, and from one that lets the browser ask Appwrite: how soon a person sees their name.
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { runnerImport } from 'vite';
import { startAppwrite } from '../e2e/processes.js';
import { buildRival, root, startApp } from './app.js';
import { startSlowLine } from './slow-line.js';
import { median, ratio, spread } from './statistics.js';

const ROUNDS = 9;
const DISTANCES = [40, 150];
/** What Chromium's developer tools call fast 4G. */
const FAST_4G = {
	offline: false,
	downloadThroughput: 1_012_500,
	uploadThroughput: 168_750,
	latency: 165
};
const person = {
	userId: 'ada',
	email: 'ada@example.com',
	password: 'correct horse',
	name: 'Ada Lovelace'
};

/** @typedef {{ address: string, cookies: { name: string, value: string }[] }} Visit */
/** @typedef {{ visible: number, bytes: number, requests: number }} Seen */

/** @param {import('./run.js').Report} report */
export async function measureClientSide(report) {
	const build = buildRival('client-side');
	/** @type {{ module: typeof import('../e2e/chromium.ts') }} */
	const { module } = await runnerImport(join(root, 'tests/e2e/chromium.ts'));
	const browser = await chromium.launch(module.findChromium());
	const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
	await post(`${appwrite.endpoint}/account`, person, { 'x-appwrite-project': appwrite.projectId });

	for (const distance of DISTANCES) {
		const line = await startSlowLine(new URL(appwrite.endpoint).origin, distance);
		await compare({ ...appwrite, endpoint: `${line.origin}/v1` }, build, browser, distance, report);
		line.stop();
	}
	await browser.close();
	server.kill();
}

/**
 * @param {import('./app.js').Appwrite} appwrite
 * @param {string} build the client-side app
 * @param {import('@playwright/test').Browser} browser
 * @param {number} distance milliseconds
 * @param {import('./run.js').Report} report
 */
async function compare(appwrite, build, browser, distance, report) {
	const ours = await startApp(appwrite);
	const theirs = await startApp(appwrite, { build });
	const { endpoint, projectId: project } = appwrite;
	const visits = {
		ours: {
			address: `${ours.origin}/account`,
			cookies: cookiesOf(await post(`${ours.origin}/api/session`, person))
		},
		theirs: {
			address: `${theirs.origin}/account?${new URLSearchParams({ endpoint, project })}`,
			cookies: cookiesOf(
				await post(`${endpoint}/account/sessions/email`, person, { 'x-appwrite-project': project })
			)
		}
	};

	/** @type {Record<keyof typeof visits, Seen[]>} */
	const seen = { ours: [], theirs: [] };
	for (let round = -1; round < ROUNDS; round += 1) {
		for (const name of /** @type {const} */ (['ours', 'theirs'])) {
			const result = await look(browser, visits[name]);
			if (round >= 0) seen[name].push(result);
		}
	}

	const times = {
		ours: seen.ours.map(({ visible }) => visible),
		theirs: seen.theirs.map(({ visible }) => visible)
	};
	const title = `fast 4G, ${distance} ms to Appwrite`;
	report([`${title}: name visible, server-rendered`, `${describe(seen.ours)}`]);
	report([`${title}: name visible, client-side`, `${describe(seen.theirs)}`]);
	report([
		`${title}: client-side ÷ server-rendered`,
		ratio(times.theirs, times.ours),
		distance === 40 ? '≥ 2.5' : ''
	]);
	await ours.stop();
	await theirs.stop();
}

/** @param {Seen[]} seen */
function describe(seen) {
	const times = seen.map(({ visible }) => visible);
	const kilobytes = median(seen.map(({ bytes }) => bytes)) / 1000;
	const requests = median(seen.map(({ requests }) => requests));
	return `${median(times).toFixed(0)} ms (${spread(times)}), ${kilobytes.toFixed(0)} kB, ${requests} requests`;
}

/**
 * As somebody who has never been there, but is signed in.
 * @param {import('@playwright/test').Browser} browser
 * @param {Visit} visit
 * @returns {Promise<Seen>}
 */
async function look(browser, { address, cookies }) {
	const context = await browser.newContext();
	await context.addCookies(
		cookies.map((cookie) => ({ ...cookie, domain: 'localhost', path: '/' }))
	);
	const page = await context.newPage();
	const network = await context.newCDPSession(page);
	await network.send('Network.enable');
	await network.send('Network.emulateNetworkConditions', FAST_4G);

	let bytes = 0;
	let requests = 0;
	network.on('Network.requestWillBeSent', () => (requests += 1));
	network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));

	await page.addInitScript((name) => {
		requestAnimationFrame(function look() {
			if (!document.body?.innerText.includes(name)) return requestAnimationFrame(look);
			Object.assign(window, { nameVisibleAt: performance.now() });
		});
	}, person.name);
	await page.goto(address, { waitUntil: 'networkidle' });
	const visible = await page.waitForFunction(() => Reflect.get(window, 'nameVisibleAt'));
	const result = { visible: Number(await visible.jsonValue()), bytes, requests };
	await context.close();
	return result;
}

/**
 * @param {string} address
 * @param {object} body
 * @param {Record<string, string>} [headers]
 */
async function post(address, body, headers) {
	const response = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
		redirect: 'manual'
	});
	if (response.status >= 400)
		throw new Error(`${address}: ${response.status} ${await response.text()}`);
	return response;
}

/** @param {Response} response */
function cookiesOf(response) {
	return response.headers.getSetCookie().flatMap((line) => {
		const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
		return line.includes('=;')
			? []
			: [{ name, value: line.slice(name.length + 1).split(';')[0] ?? value }];
	});
}
