import { isHttpError } from '@sveltejs/kit';
import type { RequestListener } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestEvent, sessionCookies } from '../../../tests/request-event';
import { ada, answer, closeServers, refusal, serve } from '../../../tests/scripted-appwrite';

const settings = vi.hoisted(() => ({
	APPWRITE_ENDPOINT: '',
	APPWRITE_PROJECT_ID: 'project',
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	APPWRITE_FORWARD_CLIENT_IP: false,
	USER_CACHE_SECONDS: 0,
	REDIS_URL: ''
}));
vi.mock('$app/env/private', () => settings);

let createSessionClient: (typeof import('./appwrite'))['createSessionClient'];
let createAdminClient: (typeof import('./appwrite'))['createAdminClient'];

/** What comes of each call that reaches the backend: its number is given. */
let reply: (call: number) => RequestListener;
let calls: number;

beforeEach(async () => {
	// A new process, as far as the module knows.
	vi.resetModules();
	({ createAdminClient, createSessionClient } = await import('./appwrite'));
	calls = 0;
	settings.APPWRITE_ENDPOINT = await serve((request, response) => {
		calls += 1;
		reply(calls)(request, response);
	});
});
afterEach(() => vi.useRealTimers());
afterAll(closeServers);

const reset: RequestListener = (request) => void request.socket.resetAndDestroy();
const hang: RequestListener = () => undefined;

/** Asks who is signed in; gives the status that a page would have. */
async function read(): Promise<number> {
	const { event } = requestEvent('http://localhost/', {
		cookies: sessionCookies(undefined, { prefix: '' })
	});
	return statusOf(createSessionClient(event).account.get());
}

function write(): Promise<number> {
	const { account } = createAdminClient(requestEvent('http://localhost/').event);
	const credentials = { email: 'ada@example.com', password: 'correct horse' };
	return statusOf(account.createEmailPasswordSession(credentials));
}

function statusOf(call: Promise<unknown>): Promise<number> {
	return call.then(
		() => 200,
		(thrown: unknown) => (isHttpError(thrown) ? thrown.status : 400)
	);
}

describe('a second try', () => {
	it.each<[string, RequestListener]>([
		['fails', refusal(500, 'general_unknown')],
		['resets the connection', reset],
		['answers nonsense', answer(200, '<html>', 'text/html')]
	])('is given to a read when Appwrite %s, and one only [RS-05]', async (_, failing) => {
		reply = (call) => (call === 1 ? failing : answer(200, ada));
		expect([await read(), calls]).toEqual([200, 2]);

		reply = () => failing;
		expect([await read(), calls]).toEqual([503, 4]);
	});

	it('is given to no write, and to nothing that was refused [RS-05]', async () => {
		reply = () => reset;
		expect([await write(), calls]).toEqual([503, 1]);
		reply = () => refusal(429, 'general_rate_limit_exceeded');
		expect([await read(), calls]).toEqual([503, 2]);
		reply = () => refusal(404, 'user_not_found');
		expect([await read(), calls]).toEqual([400, 3]);
	});

	it('leaves three quarters of the reads well when every other call fails', async () => {
		// Each second one, with some that come twice, as chance has it.
		reply = (call) => ([0, 3, 5].includes(call % 6) ? reset : answer(200, ada));
		const statuses = [];
		for (let page = 0; page < 40; page++) statuses.push(await read());
		expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(30);
	});
});

describe('after five failures in a row', () => {
	async function failFiveTimes() {
		reply = () => refusal(500, 'general_unknown');
		for (let page = 0; page < 5; page++) expect(await read()).toBe(503);
		calls = 0;
	}

	it('nothing is asked any more, and nobody waits', async () => {
		await failFiveTimes();
		reply = () => hang;
		const started = performance.now();
		const all = await Promise.all([read(), read(), write(), read()]);
		expect(all).toEqual([503, 503, 503, 503]);
		expect(calls).toBe(0);
		expect(performance.now() - started).toBeLessThan(200);
	});

	it('one call in five seconds finds out whether Appwrite is back [RS-06]', async () => {
		vi.useFakeTimers({ toFake: ['performance'] });
		await failFiveTimes();
		vi.advanceTimersByTime(5_001);
		expect(await Promise.all([read(), read(), read()])).toEqual([503, 503, 503]);
		expect(calls, 'one, tried twice').toBe(2);

		reply = () => answer(200, ada);
		expect(await read()).toBe(503);
		vi.advanceTimersByTime(5_001);
		expect([await read(), await read(), await write()]).toEqual([200, 200, 200]);
	});
});

it('no refusal, and no write that Appwrite fails on, keeps others from it', async () => {
	const harmless = [
		refusal(401, 'user_invalid_credentials'),
		refusal(500, 'general_unknown'),
		reset
	];
	for (const listener of harmless) {
		reply = () => listener;
		for (let attempt = 0; attempt < 6; attempt++) await write();
	}
	reply = () => refusal(429, 'general_rate_limit_exceeded');
	for (let page = 0; page < 6; page++) await read();
	reply = () => answer(200, ada);
	expect(await read()).toBe(200);
});

it('an Appwrite that nobody can connect to is given up for writes too', async () => {
	closeServers();
	for (let attempt = 0; attempt < 5; attempt++) await write();
	settings.APPWRITE_ENDPOINT = await serve(answer(200, ada));
	expect(await read()).toBe(503);
});

it('no more calls run or wait than there is room for; the others are told at once [RS-07]', async () => {
	reply = () => hang;
	const started = performance.now();
	const times = await Promise.all(
		Array.from({ length: 500 }, async () => {
			expect(await read()).toBe(503);
			return performance.now() - started;
		})
	);
	expect(calls).toBe(64);
	expect(times.filter((ms) => ms < 900)).toHaveLength(500 - 64 - 256);
	expect(times.filter((ms) => ms < 2_000)).toHaveLength(500 - 64);
	expect(Math.max(...times)).toBeLessThan(3_800);
});

describe('whenever memory is tidied up, a call ends in time, and its connection with it, when Appwrite [RS-01]', () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage: () => void = runInNewContext('gc');

	it.each<[string, RequestListener]>([
		['hangs in the middle', (_, response) => void response.writeHead(200).write('{"$id":')],
		[
			'drips',
			(_, response) => {
				response.writeHead(200);
				const drip = setInterval(() => response.write(' '), 300);
				response.on('close', () => clearInterval(drip));
			}
		]
	])('%s', async (_, listener) => {
		let isClosed = false;
		reply = () => (request, response) => {
			response.on('close', () => (isClosed = true));
			listener(request, response);
		};
		const tidying = setInterval(collectGarbage, 200);
		const started = performance.now();
		expect(await read()).toBe(503);
		expect(performance.now() - started).toBeLessThan(3_500);
		await vi.waitFor(() => expect(isClosed).toBe(true), 2_000);
		clearInterval(tidying);
		expect(calls).toBe(1);
	});
});
