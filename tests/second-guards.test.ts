import { isRedirect, type RequestEvent } from '@sveltejs/kit';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requestEvent, sessionCookies } from './request-event';

// What stands behind the hook's guard, without it: each load, action and handler that is not open to all.

type Door = (event: RequestEvent) => unknown;
type Module = Record<string, unknown> & { load?: Door; actions?: Record<string, Door> };

const closed = /^\/src\/routes\/(?!\((public|guest)\)\/)[^/+]+\//;
const modules = Object.entries(
	import.meta.glob<Module>(['/src/routes/**/+*.server.ts', '/src/routes/**/+server.ts'])
).filter(([path]) => closed.test(path));

vi.mock('$app/env/private', async (original) => ({
	...(await original()),
	OAUTH_PROVIDERS: [],
	BROWSER_TOKENS: true
}));

let appwrite: Server;
let calls = 0;

beforeAll(async () => {
	appwrite = createServer((_, response) => {
		calls += 1;
		response.writeHead(500).end();
	}).listen(0, '127.0.0.1');
	await once(appwrite, 'listening');
	vi.stubEnv(
		'APPWRITE_ENDPOINT',
		`http://127.0.0.1:${(appwrite.address() as AddressInfo).port}/v1`
	);
	vi.stubEnv('APPWRITE_PROJECT_ID', 'project');
	vi.stubEnv('APPWRITE_API_KEY', 'standard_the-key');
	vi.stubEnv('ORIGIN', 'https://app.example');
});

afterAll(() => {
	appwrite.close();
	vi.unstubAllEnvs();
});

/** Whatever a form may ask for, so that none is refused for what it lacks. */
const fields = {
	...{ name: 'Eve', email: 'eve@example.com', phone: '+447700900123', confirm: 'delete' },
	...{ password: 'correct horse', newPassword: 'a field of barley', code: '123456' },
	...{ theme: 'dark', language: 'en', timeZone: 'UTC', factor: 'totp' },
	...{ sessionId: 'other', identityId: 'other' }
};

/** Somebody whose cookie nobody has looked at: what no guard stops would go to Appwrite with it. */
function stranger(method: string) {
	const body = method === 'GET' ? undefined : new URLSearchParams(fields);
	const cookies = sessionCookies();
	const { event } = requestEvent('https://app.example/there', { method, body, cookies });
	const unused = { setHeaders: vi.fn(), depends: vi.fn(), getClientAddress: () => '192.0.2.1' };
	return Object.assign(event, { params: { id: 'ada', provider: 'github' }, ...unused });
}

async function outcome(door: Door, method: string) {
	try {
		const answer = await door(stranger(method));
		return answer instanceof Response ? answer.status : answer;
	} catch (thrown) {
		return isRedirect(thrown) ? thrown.location : thrown;
	}
}

describe.each(modules)('%s', (_, load) => {
	it('keeps a stranger out by itself, and asks Appwrite nothing [AZ-02]', async () => {
		const { load: read, actions = {}, ...methods } = await load();
		const handlers = Object.entries(methods).filter(([name]) => /^[A-Z]+$/.test(name));
		const doors: [string, Door | undefined][] = [
			['GET', read],
			...Object.values(actions).map((action): [string, Door] => ['POST', action]),
			...handlers.map(([method, handler]): [string, Door] => [method, handler as Door])
		];

		for (const [method, door] of doors) {
			if (door) expect(await outcome(door, method)).toMatch(/^\/login\?/);
		}
		expect(calls).toBe(0);
	});
});
