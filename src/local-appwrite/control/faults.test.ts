import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalAppwrite, type LocalAppwrite } from '../app.ts';
import { listen, type Listener } from '../listener.ts';

let appwrite: LocalAppwrite;
let listener: Listener;

beforeEach(async () => {
	appwrite = createLocalAppwrite({ version: '1.9', database: ':memory:', fastHash: true });
	listener = await listen(appwrite, 0);
});

afterEach(() => {
	listener.close();
	appwrite.close();
});

async function ask(fault: object) {
	const response = await fetch(`${listener.origin}${appwrite.controlPath}/faults`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(fault)
	});
	expect(response.status).toBe(201);
}

function ping(path = '/ping') {
	const headers = { 'x-appwrite-project': appwrite.projectId };
	const signal = AbortSignal.timeout(1000);
	return fetch(`${listener.origin}/v1${path}`, { headers, signal, redirect: 'manual' });
}

async function readPing(): Promise<string> {
	return (await ping()).text();
}

describe('a fault', () => {
	it.each([
		['html', 200, '<!doctype html><title>Hello</title><h1>Hello</h1>'],
		['null', 200, 'null'],
		['list', 200, '[]'],
		['object', 200, '{}'],
		['empty', 200, ''],
		['no-content', 204, ''],
		['redirect', 307, '']
	])('of the kind %s is %i %s', async (kind, status, body) => {
		await ask({ path: '/v1/ping', kind });
		const response = await ping();

		expect(response.status).toBe(status);
		expect(await response.text()).toBe(body);
	});

	it.each([500, '503', 429])('can be the status %s', async (kind) => {
		await ask({ path: '/v1/ping', kind });

		const response = await ping();
		expect(response.status).toBe(Number(kind));
		expect(await response.json()).toMatchObject({ code: Number(kind) });
	});

	it.each(['hang', 'hang-body', 'reset', 'drip', 'cut', 'slow'])(
		'of the kind %s brings no whole answer in a second',
		async (kind) => {
			await ask({ path: '/v1/ping', kind });
			await expect(readPing()).rejects.toThrow();
		}
	);

	it('that is malformed is no JSON', async () => {
		await ask({ path: '/v1/ping', kind: 'malformed' });
		await expect((await ping()).json()).rejects.toThrow(SyntaxError);
	});

	it('that redirects leads to another host, which would be a leak to follow', async () => {
		await ask({ path: '/v1/ping', kind: 'redirect' });
		const { port } = new URL(listener.origin);

		expect((await ping()).headers.get('location')).toBe(`http://localhost:${port}/v1/ping`);
	});

	it('is met as often as was asked for, and only on paths that begin as was asked for', async () => {
		await ask({ path: '/ping', kind: 500, times: 2 });

		expect((await ping('/health/version')).status).toBe(200);
		expect((await ping()).status).toBe(500);
		expect((await ping()).status).toBe(500);
		expect((await ping()).status).toBe(200);
	});

	it('of every path leaves the way to end it', async () => {
		await ask({ path: '/', kind: 500, times: 100 });
		expect((await ping()).status).toBe(500);

		await fetch(`${listener.origin}${appwrite.controlPath}/faults`, { method: 'DELETE' });
		expect((await ping()).status).toBe(200);
	});
});
