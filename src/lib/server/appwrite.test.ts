import { isHttpError, isRedirect } from '@sveltejs/kit';
import type { RequestListener } from 'node:http';
import type { OAuthProvider } from 'node-appwrite';
import * as v from 'valibot';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toUser } from '$lib/user';
import { requestEvent, sessionCookies } from '../../../tests/request-event';
import { SESSION_COOKIE } from '../../../tests/sealed-session';
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

const { accountAnswer } = await import('./answers');

let { createAdminClient, createSessionClient } = await import('./appwrite');

// Anew, so that the outages of one test are not known to the next one.
beforeEach(async () => {
	vi.resetModules();
	({ createAdminClient, createSessionClient } = await import('./appwrite'));
});

afterAll(closeServers);

/** Asks a backend who is signed in, as the app does; gives what came of it and the cookies left. */
async function askWho(listener: RequestListener) {
	settings.APPWRITE_ENDPOINT = await serve(listener);
	return ask();
}

async function ask() {
	const cookies = sessionCookies(undefined, { prefix: '' });
	const { event, jar } = requestEvent('http://localhost/account', { cookies });
	try {
		const { account, check } = createSessionClient(event);
		return { user: check(accountAnswer, await account.get()), jar };
	} catch (thrown) {
		return { thrown, jar };
	}
}

it('believes a user', async () => {
	expect((await askWho(answer(200, ada))).user).toMatchObject({ $id: 'ada' });
});

describe('is told of an outage, and nobody is signed out, when the backend [CK-09 RS-02]', () => {
	it.each<[string, RequestListener]>([
		['answers 200 with a web page', answer(200, '<html>Welcome to the hotel</html>', 'text/html')],
		['answers null', answer(200, null)],
		['answers a list', answer(200, [])],
		['answers an empty object', answer(200, {})],
		['answers with nothing (204)', (_, response) => void response.writeHead(204).end()],
		['forgets the ID', answer(200, { ...ada, $id: undefined })],
		['names a user who is blocked', answer(200, { ...ada, status: false })],
		['answers half an object', answer(200, '{"$id":"ada"', 'application/json')],
		['answers an object with a foreign prototype', answer(200, '{"__proto__":{"$id":"ada"}}')],
		['fails', refusal(500, 'general_unknown')],
		['is busy', refusal(429, 'general_rate_limit_exceeded')],
		['is a proxy with a web page', answer(502, '<h1>SECRET</h1>', 'text/html')],
		['is a proxy that wants a login', answer(401, '<h1>SECRET</h1>', 'text/html')],
		['resets the connection', (request) => void request.socket.resetAndDestroy()],
		[
			'redirects elsewhere',
			(_, response) => void response.writeHead(302, { location: '/v2' }).end()
		]
	])('%s', async (_, listener) => {
		const { thrown, user, jar } = await askWho(listener);
		expect(user).toBeUndefined();
		expect(isHttpError(thrown, 503)).toBe(true);
		expect(JSON.stringify(thrown)).not.toContain('SECRET');
		expect(jar.has(SESSION_COOKIE)).toBe(true);
	});

	it('is not there', async () => {
		settings.APPWRITE_ENDPOINT = 'http://127.0.0.1:1/v1';
		expect(isHttpError((await ask()).thrown, 503)).toBe(true);
	});
});

describe.concurrent('waits no longer than its deadline when the backend [RS-01]', () => {
	const within = 3_500;

	it.each<[string, RequestListener]>([
		['hangs', () => undefined],
		[
			'hangs in the middle',
			(_, response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				response.write('{"$id":');
			}
		],
		[
			'drips',
			(_, response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				const drip = setInterval(() => response.write(' '), 300);
				response.on('close', () => clearInterval(drip));
			}
		]
	])('%s', { timeout: 10_000 }, async (_, listener) => {
		const started = performance.now();
		const { thrown } = await askWho(listener);
		expect(isHttpError(thrown, 503)).toBe(true);
		expect(performance.now() - started).toBeLessThan(within);
	});
});

it('shows its key and its session to no other host', async () => {
	const seen: unknown[] = [];
	const elsewhere = await serve((request, response) => {
		seen.push(request.headers);
		answer(200, ada)(request, response);
	});
	const redirect: RequestListener = (_, response) =>
		void response.writeHead(307, { location: `${elsewhere}/account` }).end();

	await askWho(redirect);
	const { event } = requestEvent('http://localhost/');
	const { account } = createAdminClient(event);
	await account.create({ userId: 'ada', email: 'a@b.example', password: 'x' }).catch(() => null);
	expect(seen).toEqual([]);
});

describe('a refusal of the session', () => {
	it('that is over sends the visitor to the login page, without the cookie', async () => {
		const { thrown, jar } = await askWho(refusal(401, 'general_unauthorized_scope'));
		expect(isRedirect(thrown) && thrown.location).toMatch('/login?redirectTo=%2Faccount');
		expect(jar.has(SESSION_COOKIE)).toBe(false);
	});

	it('that wants a second factor keeps the cookie', async () => {
		const { thrown, jar } = await askWho(refusal(401, 'user_more_factors_required'));
		expect(isRedirect(thrown) && thrown.location).toMatch('/login/second-factor');
		expect(jar.has(SESSION_COOKIE)).toBe(true);
	});

	it('of a blocked user ends the cookie', async () => {
		const { thrown, jar } = await askWho(refusal(403, 'user_blocked'));
		expect(isRedirect(thrown) && thrown.location).toBe('/login?notice=account-blocked');
		expect(jar.has(SESSION_COOKIE)).toBe(false);
	});

	it('for a project that does not exist is our fault, and keeps the cookie', async () => {
		const { thrown, jar } = await askWho(refusal(404, 'project_not_found'));
		expect(isHttpError(thrown, 500)).toBe(true);
		expect(jar.has(SESSION_COOKIE)).toBe(true);
	});
});

it('takes a refusal of the key for our fault, never for a wrong password', async () => {
	settings.APPWRITE_ENDPOINT = await serve(refusal(401, 'general_unauthorized_scope'));
	const { account } = createAdminClient(requestEvent('http://localhost/login').event);
	const login = account.createEmailPasswordSession({ email: 'a@b.example', password: 'x' });
	await expect(login).rejects.toMatchObject({ status: 500 });
});

it.each([
	['Invalid `url` param: Invalid URI. Register your new client (app.example) as …', 500],
	['Invalid `email` param: Value must be a valid email address', undefined]
])('a wrong argument is our fault if it is an address of ours: %s', async (message, status) => {
	const type = 'general_argument_invalid';
	settings.APPWRITE_ENDPOINT = await serve(answer(400, { message, code: 400, type }));
	const { account } = createAdminClient(requestEvent('http://localhost/').event);
	const url = 'http://localhost/reset-password';
	const thrown = await account.createRecovery({ email: 'a', url }).catch((reason) => reason);
	expect(isHttpError(thrown) ? thrown.status : undefined).toBe(status);
});

it('tells Appwrite the browser of the visitor', async () => {
	const agents: unknown[] = [];
	settings.APPWRITE_ENDPOINT = await serve((request, response) => {
		agents.push(request.headers['x-forwarded-user-agent'] ?? request.headers['user-agent']);
		answer(200, ada)(request, response);
	});
	const headers = { 'user-agent': 'Firefox of Ada' };
	const cookies = sessionCookies(undefined, { prefix: '' });
	const { event } = requestEvent('http://localhost/', { headers, cookies });

	await createSessionClient(event).account.get();
	await createAdminClient(event).account.createEmailPasswordSession({ email: 'a', password: 'b' });
	expect(agents).toEqual(['Firefox of Ada', 'Firefox of Ada']);
});

it.each([
	['is told the address of the visitor if the operator says so', true, '203.0.113.7'],
	['is told no address otherwise', false, undefined]
])('Appwrite %s', async (_, isForwarded, expected) => {
	const addresses: unknown[] = [];
	settings.APPWRITE_FORWARD_CLIENT_IP = isForwarded;
	settings.APPWRITE_ENDPOINT = await serve((request, response) => {
		addresses.push(request.headers['x-forwarded-for']);
		answer(200, ada)(request, response);
	});
	// What the visitor claims to be is never sent on.
	const headers = { 'x-forwarded-for': '198.51.100.1' };
	const cookies = sessionCookies(undefined, { prefix: '' });
	const { event } = requestEvent('http://localhost/', { headers, cookies });
	event.getClientAddress = () => '::ffff:203.0.113.7';

	await createSessionClient(event).account.get();
	await createAdminClient(event).account.createEmailPasswordSession({ email: 'a', password: 'b' });
	expect(addresses).toEqual([expected, expected]);
});

it('Appwrite is told the language of the user, in which it writes its mails', async () => {
	const locales: unknown[] = [];
	settings.APPWRITE_ENDPOINT = await serve((request, response) => {
		locales.push(request.headers['x-appwrite-locale']);
		answer(200, ada)(request, response);
	});
	const user = toUser(v.parse(accountAnswer, { ...ada, prefs: { language: 'de' } }));
	const { event } = requestEvent('http://localhost/', {
		cookies: sessionCookies(undefined, { prefix: '' }),
		locals: { user }
	});

	await createSessionClient(event).account.get();
	expect(locales).toEqual(['de']);
});

describe('the start at an OAuth2 provider', () => {
	async function start(listener: RequestListener) {
		settings.APPWRITE_ENDPOINT = await serve(listener);
		const { account } = createAdminClient(requestEvent('http://localhost/login').event);
		return account.createOAuth2Token({ provider: 'github' as OAuthProvider });
	}

	it('is the address that Appwrite would lead a browser to', async () => {
		const location = 'https://provider.example/authorize?client_id=1';
		const address = start((_, response) => void response.writeHead(301, { location }).end());
		await expect(address).resolves.toBe(location);
	});

	it.each([
		['is a fault of ours where the provider is not switched on', 412, 500],
		['is a fault of ours where our host is not registered', 400, 500],
		['is an outage where Appwrite fails', 500, 503],
		['is an outage where a page comes instead', 200, 503]
	])('%s', async (_, answered, status) => {
		const page = start(answer(answered, '<h1>SECRET</h1>', 'text/html'));
		await expect(page).rejects.toMatchObject({ status });
	});
});
