import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { startApp, startAppwrite, type Appwrite } from '../e2e/processes.js';
import { cells, look, type Seen, type Visitor } from './fault-cells.ts';
import {
	either,
	faultsIn,
	keyRefused,
	lagOf,
	outage,
	outageButForDeletions,
	secondFactor,
	signedOut,
	type Expect
} from './fault-expectations.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { CANARY, flapping, outages, redirectTo, refusals } from './faults.ts';
import { sealSession, secretOfCookie, SESSION_COOKIE } from '../sealed-session.js';
import { send, type Request } from './send.ts';

// Each fault has an app and a proxy of its own, so that what one is waiting for, and what it has learned of its
// Appwrite, is no matter of the others. What visitors do is done at once, before anything can be learned from it.

interface Row {
	fault: string;
	expected: Expect;
	/** Begins the fault; without it the proxy is as it is from the start. */
	begin?: (proxy: FaultProxy) => unknown;
	protocol?: string;
}

interface Result {
	seen: Seen[];
	problems: string[];
}

/** As many as two cores bear at once. */
const LANES = 6;
/** Five seconds until the circuit is tried, and as many for the machine. */
const HEALED_MS = 10_000;

let other: FaultProxy;
let appwrite: Appwrite;

const special: Record<string, Expect> = {
	'no content': outageButForDeletions,
	slow: outage(503, [/^303 \/account$/, 8_500, 'set'])
};

/** Those that take longest come first. */
const rows: Row[] = [
	...Object.entries(outages).map(([fault, answer]) => ({
		fault,
		expected: special[fault] ?? outage(),
		begin: (proxy: FaultProxy) => (proxy.fault = answer)
	})),
	{ fault: 'connection refused', expected: outage(), begin: (proxy) => proxy.refuse() },
	{ fault: 'self-signed certificate', expected: outage(), protocol: 'https' },
	{
		fault: 'redirect',
		expected: outage(),
		begin: (proxy) => (proxy.fault = redirectTo(new URL(other.endpoint).origin))
	},
	{ fault: 'every other call', expected: either, begin: (proxy) => (proxy.fault = flapping()) },
	...[
		['session revoked', signedOut] as const,
		['user blocked', signedOut] as const,
		['second factor wanted', secondFactor] as const,
		['key refused', keyRefused] as const,
		['project unknown', outage(500, [/^500$/, 8_500, 'kept'])] as const
	].map(([fault, expected]) => ({
		fault,
		expected,
		begin: (proxy: FaultProxy) => (proxy.fault = refusals[fault] ?? null)
	}))
];

test('whatever Appwrite does wrong, every request is answered as it must be, in time, and all heals by itself [RS-01 RS-02 RS-03 RS-04 RS-08 CK-09]', async () => {
	test.setTimeout(180_000);
	const started = await startAppwrite('--port', '0', '--database', ':memory:');
	appwrite = started.appwrite;
	const elsewhere: unknown[] = [];
	other = await startFaultProxy(appwrite.endpoint);
	other.fault = ({ headers }, response) => {
		elsewhere.push(headers);
		response.end();
	};

	const results = new Map<string, Result>();
	const queue = [...rows];
	const lanes = Array.from({ length: LANES }, async () => {
		for (let row = queue.shift(); row; row = queue.shift()) {
			results.set(row.fault, await examine(row));
		}
	});
	await Promise.all(lanes);
	started.server.kill('SIGKILL');

	await report(results);
	for (const [fault, { problems }] of results) expect.soft(problems, fault).toEqual([]);
	expect(elsewhere, 'what a host saw that Appwrite redirected to').toEqual([]);
});

async function examine({ begin, expected, protocol }: Row): Promise<Result> {
	const proxy = await startFaultProxy(appwrite.endpoint, protocol);
	const { server, origin } = await startApp(
		{ ...appwrite, endpoint: proxy.endpoint },
		// What is remembered of a visitor would hide the fault for some seconds.
		{ ADDRESS_HEADER: 'x-forwarded-for', USER_CACHE_SECONDS: '0' }
	);
	let log = '';
	server.stdout?.on('data', (text) => (log += text));
	const visitors = await Promise.all(cells.map(({ isSignedIn }) => createVisitor(isSignedIn)));

	await warmUp(origin);
	await begin?.(proxy);
	const seen = await Promise.all(
		cells.map((cell, index) => look(origin, cell, visitors[index] as Visitor))
	);
	const lag = Math.round(lagOf(seen));
	const problems = seen.flatMap((one, index) =>
		faultsIn(one, expected(one), visitors[index] as Visitor, lag)
	);

	const leaver = visitors[seen.findIndex(({ outcome }) => outcome.includes('signed-out-here'))];
	if (!protocol) problems.push(...(await heal(proxy, origin)));
	if (server.exitCode !== null) problems.push('the process has ended');
	server.kill('SIGTERM');
	const [code] = await once(server, 'exit');
	if (code !== 0) problems.push(`the process ended with ${code}`);
	if (!protocol && leaver && (await isAlive(leaver.cookie)))
		problems.push('a session outlived its logout');

	const texts = [log, ...seen.map(({ answer }) => answer.text + JSON.stringify(answer.headers))];
	const secrets = [CANARY, appwrite.apiKey, ...visitors.map(({ password }) => password)];
	for (const secret of secrets) {
		if (texts.some((text) => text.includes(secret))) problems.push(`${secret} was shown or logged`);
	}
	return { seen, problems };
}

/** A process loads each page when it is first asked for, which is no matter of the fault. */
async function warmUp(origin: string) {
	const { cookie } = await createVisitor(true);
	for (const path of ['/', '/login', '/account']) {
		await send(origin, path, { headers: { connection: 'close' } });
		await send(origin, path, { headers: { connection: 'close', cookie } });
	}
}

/** Who came with a session finds everything as it was, without logging in again. */
async function heal(proxy: FaultProxy, origin: string): Promise<string[]> {
	await proxy.heal();
	const { cookie } = await createVisitor(true);
	const started = performance.now();
	while (performance.now() - started < HEALED_MS) {
		const { status } = await send(origin, '/account', { headers: { connection: 'close', cookie } });
		if (status === 200) return [];
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	return ['it did not heal'];
}

async function createVisitor(isSignedIn: boolean): Promise<Visitor> {
	const userId = crypto.randomUUID();
	const person = { email: `${userId}@example.com`, password: `password ${userId}` };
	await ask('/account', { userId, name: 'Ada', ...person });
	if (!isSignedIn) return { ...person, cookie: '' };
	const { secret } = await ask('/account/sessions/email', person);
	return { ...person, cookie: `${SESSION_COOKIE}=${sealSession(secret, appwrite.apiKey)}` };
}

/** With the key, and past the proxy. */
async function ask(path: string, body: object) {
	const headers = { 'content-type': 'application/json', 'x-appwrite-key': appwrite.apiKey };
	const answer = await askAppwrite(path, { method: 'POST', headers, body: JSON.stringify(body) });
	expect(answer.status, answer.text).toBe(201);
	return JSON.parse(answer.text);
}

async function isAlive(cookie: string): Promise<boolean> {
	const session = secretOfCookie(cookie, appwrite.apiKey);
	const answer = await askAppwrite('/account', { headers: { 'x-appwrite-session': session } });
	return answer.status === 200;
}

function askAppwrite(path: string, { headers, ...request }: Request) {
	const { origin, pathname } = new URL(appwrite.endpoint);
	const project = { connection: 'close', 'x-appwrite-project': appwrite.projectId };
	return send(origin, pathname + path, { ...request, headers: { ...project, ...headers } });
}

/** What was seen, as a table: one line for each fault and kind of visitor. */
async function report(results: Map<string, Result>) {
	const columns = cells.filter(({ isSignedIn }) => isSignedIn);
	const head = columns.map(({ surface, kind }) => `${surface} ${kind}`);
	const lines = rows.flatMap(({ fault }) =>
		[false, true].map((isSignedIn) => {
			const seen = results.get(fault)?.seen.filter((one) => one.isSignedIn === isSignedIn) ?? [];
			const fields = seen.map(({ outcome, ms }) => `${outcome} ${(ms / 1000).toFixed(1)} s`);
			return [fault, isSignedIn ? 'signed in' : 'anonymous', ...fields];
		})
	);
	const table = [
		['fault', 'visitor', ...head],
		head.map(() => '---').concat('---', '---'),
		...lines
	]
		.map((fields) => `| ${fields.join(' | ')} |\n`)
		.join('');
	await mkdir('test-results', { recursive: true });
	await writeFile('test-results/fault-matrix.md', table);
	console.log(table);
}
