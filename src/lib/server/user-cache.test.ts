import type { RequestListener } from 'node:http';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestEvent, secretOf, sessionCookies } from '../../../tests/request-event';
import { seal, SESSION_COOKIE } from '../../../tests/sealed-session';
import { ada, answer, closeServers, refusal, serve } from '../../../tests/scripted-appwrite';

const settings = vi.hoisted(() => ({
	APPWRITE_ENDPOINT: '',
	APPWRITE_PROJECT_ID: 'project',
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	APPWRITE_FORWARD_CLIENT_IP: false,
	USER_CACHE_SECONDS: 0.5,
	REDIS_URL: ''
}));
vi.mock('$app/env/private', () => settings);

const { findUser, signOut } = await import('./session');
const { createAdminClient, createGuestClient, createSessionClient } = await import('./appwrite');

/** What the backend answers for the session of a request; each test changes what it wants. */
let reply: (secret: string) => RequestListener | Promise<RequestListener>;
let questions: number;
let here: string;
let elsewhere: string;

settings.APPWRITE_ENDPOINT = await serve(async (request, response) => {
	if (request.method === 'DELETE') return void response.writeHead(204).end();
	if (request.method !== 'GET') return answer(200, ada)(request, response);
	questions += 1;
	const listener = await reply(String(request.headers['x-appwrite-session']));
	listener(request, response);
});
afterAll(closeServers);

beforeEach(() => {
	reply = () => answer(200, ada);
	questions = 0;
	// Two sessions of one user, which no other test has.
	here = secretOf('ada', crypto.randomUUID());
	elsewhere = secretOf('ada', crypto.randomUUID());
});

function visit(session: string, options: Parameters<typeof requestEvent>[1] = {}) {
	const routeId = '/(user)/account';
	return requestEvent('http://localhost/account', {
		routeId,
		cookies: sessionCookies(session, { prefix: '' }),
		...options
	});
}

async function nameOf(session: string, options: Parameters<typeof requestEvent>[1] = {}) {
	const { event } = visit(session, options);
	return (await findUser(event)).user?.name;
}

it('asks once for all pages of a session that come together, and for each session by itself', async () => {
	const names = await Promise.all([here, here, elsewhere, here].map((one) => nameOf(one)));
	expect(names).toEqual(['Ada', 'Ada', 'Ada', 'Ada']);
	expect(questions).toBe(2);
});

it('shows a user again without asking, for as long as is set and no longer', async () => {
	expect([await nameOf(here), await nameOf(here)]).toEqual(['Ada', 'Ada']);
	expect(questions).toBe(1);

	// Revoked by somebody else than this app.
	reply = () => refusal(401, 'general_unauthorized_scope');
	const revoked = performance.now();
	let lastShown = revoked;
	for (let asked = revoked; await nameOf(here); asked = performance.now()) lastShown = asked;
	expect(lastShown - revoked).toBeLessThanOrEqual(settings.USER_CACHE_SECONDS * 1000);
});

it('asks as often as it must for what is refused, fails or makes no sense', async () => {
	const failing = [
		refusal(500, 'general_unknown'),
		refusal(401, 'user_more_factors_required'),
		answer(200, { ...ada, status: false }),
		answer(200, '<html>', 'text/html')
	];
	for (const listener of failing) {
		reply = () => listener;
		expect(await nameOf(here)).toBeUndefined();
	}
	reply = () => answer(200, ada);
	expect(await nameOf(here)).toBe('Ada');
});

it.each([
	['an action', { method: 'POST' }],
	['a deletion', { method: 'DELETE' }],
	['an endpoint', { routeId: '/(user)/api/user' }],
	['the download of everything', { routeId: '/(user)/account/data/export' }],
	['recovery codes', { routeId: '/(user)/account/security/recovery-codes' }],
	['the way back from a provider', { routeId: '/(public)/login/oauth/callback' }]
])('asks Appwrite itself for %s', async (_, options) => {
	await nameOf(here);
	reply = () => refusal(401, 'general_unauthorized_scope');
	expect(await nameOf(here, options)).toBeUndefined();
	// What it has learned holds for pages too.
	expect(await nameOf(here)).toBeUndefined();
});

it('asks nothing for a cookie that cannot be a session', async () => {
	for (const value of ['nonsense', here, seal({ secret: here }, 'another key')]) {
		const { event, jar } = visit(here, { cookies: { [SESSION_COOKIE]: value } });
		expect(await findUser(event)).toEqual({ user: null, failure: null });
		expect(jar.has(SESSION_COOKIE)).toBe(false);
	}
	expect(questions).toBe(0);
});

describe('forgets all sessions of a user, and nobody else’s, with', () => {
	type Change = (event: ReturnType<typeof visit>['event']) => Promise<unknown>;

	it.each<[string, Change]>([
		[
			'a change of the name',
			(event) => createSessionClient(event).account.updateName({ name: '' })
		],
		[
			'the end of another session',
			(event) => createSessionClient(event).account.deleteSession({ sessionId: '1' })
		],
		['a logout', (event) => signOut(event)],
		['a deletion of the account', (event) => createSessionClient(event).deleteAccount()],
		[
			'a change by the API key',
			(event) => createAdminClient(event).users.updateStatus({ userId: 'ada', status: false })
		],
		[
			'a change by a mailed link',
			(event) =>
				createGuestClient(event).account.updateEmailVerification({ userId: 'ada', secret: '1' })
		]
	])('%s', async (_, change) => {
		const brians = secretOf('brian', crypto.randomUUID());
		reply = (secret) => answer(200, secret === brians ? { ...ada, $id: 'brian' } : ada);
		await Promise.all([nameOf(here), nameOf(elsewhere), nameOf(brians)]);

		await change(visit(here, { method: 'POST' }).event);
		reply = () => answer(200, { ...ada, name: 'Lady Lovelace' });
		expect(await nameOf(here)).toBe('Lady Lovelace');
		expect(await nameOf(elsewhere)).toBe('Lady Lovelace');
		expect(await nameOf(brians)).toBe('Ada');
	});
});

it('does not remember an answer that was under way when something was changed', async () => {
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	reply = () => held.then(() => answer(200, ada));
	const early = nameOf(here);
	await vi.waitFor(() => expect(questions).toBe(1));

	await createSessionClient(visit(elsewhere).event).account.updateName({ name: 'Lady Lovelace' });
	reply = () => answer(200, { ...ada, name: 'Lady Lovelace' });
	// Neither for who comes while the old answer is under way, nor for who comes after it.
	expect(await nameOf(here)).toBe('Lady Lovelace');
	release();
	expect([await early, await nameOf(here)]).toEqual(['Ada', 'Lady Lovelace']);
});
