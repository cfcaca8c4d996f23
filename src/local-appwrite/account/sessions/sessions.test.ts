import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

const ada = { email: 'ada@example.com', password: 'correct horse' };

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(async () => {
	appwrite = createTestAppwrite();
	await appwrite.request('POST', '/account', { body: { userId: 'ada', ...ada } });
});

function signIn(headers: Record<string, string> = {}, body: object = ada) {
	return appwrite.request('POST', '/account/sessions/email', { headers, body });
}

describe('POST /account/sessions/email', () => {
	it('shows the secret in the body to a key, and to nobody else', async () => {
		const byKey = await (await signIn(appwrite.asKey)).json();
		const byGuest = await (await signIn()).json();

		expect(byKey).toMatchObject({ userId: 'ada', provider: 'email', current: true });
		expect(byGuest).toEqual({ ...byGuest, userId: 'ada', secret: '' });
		const claim = JSON.parse(Buffer.from(byKey.secret, 'base64').toString());
		expect(claim).toEqual({ id: 'ada', secret: expect.stringMatching(/^[0-9a-f]{256}$/) });
	});

	it('gives everybody the secret in two cookies and in X-Fallback-Cookies', async () => {
		const { headers } = await signIn();
		const [legacy = '', cookie = ''] = headers.getSetCookie();

		expect(legacy).toMatch(
			/^a_session_local-appwrite_legacy=[^;]+; expires=[^;]+; Max-Age=31536000; path=\/; HttpOnly$/
		);
		expect(cookie).toMatch(/^a_session_local-appwrite=[^;]+; .*; HttpOnly; SameSite=None$/);
		const value = decodeURIComponent(/=([^;]+)/.exec(cookie)?.[1] ?? '');
		expect(JSON.parse(headers.get('x-fallback-cookies') ?? '')).toEqual({
			'a_session_local-appwrite': value
		});
	});

	it.each([
		['X-Appwrite-Session', (secret: string) => ({ 'x-appwrite-session': secret })],
		['a cookie', (secret: string) => ({ cookie: `a_session_local-appwrite=${secret}` })],
		[
			'X-Fallback-Cookies',
			(secret: string) => ({
				'x-fallback-cookies': JSON.stringify({ 'a_session_local-appwrite': secret })
			})
		]
	])('makes a session that is taken in %s', async (_where, headersWith) => {
		const { secret } = await (await signIn(appwrite.asKey)).json();
		const account = await appwrite.request('GET', '/account', { headers: headersWith(secret) });
		expect(await account.json()).toMatchObject({ $id: 'ada' });
	});

	it.each([
		['a wrong password', { ...ada, password: 'wrong horse' }],
		['an unknown address', { ...ada, email: 'bo@example.com' }]
	])('answers %s in one and the same way', async (_case, credentials) => {
		const response = await signIn({}, credentials);
		expect(await response.json()).toMatchObject({ code: 401, type: 'user_invalid_credentials' });
	});

	it('tells of a block only who knows the password', async () => {
		const { secret } = await (await signIn(appwrite.asKey)).json();
		const headers = { 'x-appwrite-session': secret };
		await appwrite.request('PATCH', '/account/status', { headers });

		expect((await signIn()).status).toBe(403);
		expect((await signIn({}, { ...ada, password: 'wrong horse' })).status).toBe(401);
	});

	it('takes the user agent that a key passes on, not one from a guest', async () => {
		const firefox = {
			'user-agent': 'AppwriteNodeJSSDK/27.1.0 (linux)',
			'x-forwarded-user-agent':
				'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0'
		};

		const byKey = await (await signIn({ ...firefox, ...appwrite.asKey })).json();
		const byGuest = await (await signIn(firefox)).json();
		expect(byKey).toMatchObject({ clientName: 'Firefox', osName: 'Windows', osVersion: '10' });
		expect(byGuest).toMatchObject({ clientName: '', osName: 'GNU/Linux' });
	});
});

it.each([['garbage'], ['eyJpZCI6ImFkYSIsInNlY3JldCI6Indyb25nIn0='], ['bnVsbA==']])(
	'the made-up session %s makes a guest',
	async (secret) => {
		const headers = { 'x-appwrite-session': secret };
		const response = await appwrite.request('GET', '/account', { headers });
		expect(await response.json()).toMatchObject({ type: 'general_unauthorized_scope' });
	}
);
