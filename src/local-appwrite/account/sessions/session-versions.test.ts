import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

type Appwrite = ReturnType<typeof createTestAppwrite>;

const credentials = { email: 'ada@example.com', password: 'correct horse' };

async function createAda(version: '1.9' | '2.0' | '2.5') {
	const appwrite = createTestAppwrite({ version });
	const secret = await appwrite.signUpAndIn(credentials.email);
	const { body } = await appwrite.askAs(secret, 'GET', '/account');
	return { appwrite, secret, userId: String(body.$id) };
}

const signIn = (appwrite: Appwrite, more: object = {}) =>
	appwrite.ask('POST', '/account/sessions/email', { ...credentials, ...more });

const limitOf = async (appwrite: Appwrite, total: number | null) =>
	(await appwrite.control('PATCH', '/project/policies/session-limit', { total })).status;

describe('the number of sessions', () => {
	it.each([
		['1.9', 13],
		['2.0', 10],
		['2.5', 10]
	] as const)('in %s is %i after thirteen sign-ins, however they began', async (version, left) => {
		const { appwrite, secret, userId } = await createAda(version);
		await appwrite.ask('POST', `/users/${userId}/sessions`);
		const token = await appwrite.ask('POST', `/users/${userId}/tokens`);
		await appwrite.ask('POST', '/account/sessions/token', token.body);
		for (let count = 0; count < 10; count++) await signIn(appwrite);

		expect((await appwrite.ask('GET', `/users/${userId}/sessions`)).body.total).toBe(left);
		expect((await appwrite.askAs(secret, 'GET', '/account')).status).toBe(left > 10 ? 200 : 401);
	});

	it('is set from 1 to 100, and cannot be taken away, since 2.0', async () => {
		const { appwrite } = await createAda('2.0');
		const statuses = [];
		for (const total of [null, 0, 101, 100]) statuses.push(await limitOf(appwrite, total));
		expect(statuses).toEqual([400, 400, 400, 200]);
		expect(await limitOf((await createAda('1.9')).appwrite, null)).toBe(200);
	});
});

describe('the length of a session', () => {
	it('is a minute or longer since 2.0', async () => {
		const { appwrite } = await createAda('2.0');
		const set = async (duration: number) =>
			(await appwrite.control('PATCH', '/project/policies/session-duration', { duration })).status;
		expect([await set(59), await set(60)]).toEqual([400, 200]);
	});

	it('is asked for at a sign-in since 2.5', async () => {
		const { appwrite } = await createAda('2.5');
		const { body } = await signIn(appwrite, { duration: 3600 });
		expect(Date.parse(body.expire) - Date.parse(body.$createdAt)).toBe(3_600_000);
		expect((await signIn(appwrite, { duration: 59 })).body.type).toBe('general_argument_invalid');

		const policy = { duration: 7200 };
		await appwrite.control('PATCH', '/project/policies/session-duration', policy);
		expect(await signIn(appwrite, { duration: 7201 })).toMatchObject({
			status: 400,
			body: {
				type: 'general_argument_invalid',
				message:
					'Session duration cannot exceed the project maximum session length of 7200 seconds.'
			}
		});
	});

	it('shows in the cookie, too', async () => {
		const { appwrite } = await createAda('2.5');
		const options = { headers: appwrite.asKey, body: { ...credentials, duration: 3600 } };
		const response = await appwrite.request('POST', '/account/sessions/email', options);
		expect(response.headers.get('set-cookie')).toContain('Max-Age=3600;');
	});

	it.each(['1.9', '2.0'] as const)(
		'cannot be asked for in %s, and is not looked at',
		async (id) => {
			const { appwrite } = await createAda(id);
			const { status, body } = await signIn(appwrite, { duration: 'x' });
			expect(status).toBe(201);
			expect(Date.parse(body.expire) - Date.parse(body.$createdAt)).toBe(31_536_000_000);
		}
	);
});

describe('signing out everywhere', () => {
	it('keeps this session where that is asked for, since 2.5', async () => {
		const { appwrite, secret, userId } = await createAda('2.5');
		await signIn(appwrite);
		const kept = await appwrite.askAs(secret, 'DELETE', '/account/sessions', { current: false });
		expect(kept.status).toBe(204);
		expect((await appwrite.ask('GET', `/users/${userId}/sessions`)).body.total).toBe(1);
		expect((await appwrite.askAs(secret, 'GET', '/account')).status).toBe(200);

		const { body } = await appwrite.askAs(secret, 'POST', '/account/jwts');
		const byJwt = { 'x-appwrite-jwt': body.jwt };
		const lost = await appwrite.askWith(byJwt, 'DELETE', '/account/sessions', { current: false });
		expect(lost.body.type).toBe('user_session_not_found');

		await appwrite.askAs(secret, 'DELETE', '/account/sessions');
		expect((await appwrite.askAs(secret, 'GET', '/account')).status).toBe(401);
	});

	it.each(['1.9', '2.0'] as const)('ends this session in any case in %s', async (version) => {
		const { appwrite, secret } = await createAda(version);
		await appwrite.askAs(secret, 'DELETE', '/account/sessions', { current: false });
		expect((await appwrite.askAs(secret, 'GET', '/account')).status).toBe(401);
	});
});

it('an extended session says in ISO form when it ends, since 2.0', async () => {
	const extend = async (version: '1.9' | '2.0') => {
		const { appwrite, secret } = await createAda(version);
		return (await appwrite.askAs(secret, 'PATCH', '/account/sessions/current')).body.expire;
	};
	expect(await extend('1.9')).toMatch(/^[\d-]{10} [\d:.]{12}$/);
	expect(await extend('2.0')).toMatch(/^[\d-]{10}T[\d:.]{12}\+00:00$/);
});

it('the log of an account is gone since 2.0, whoever asks and however', async () => {
	const { appwrite, secret, userId } = await createAda('2.0');
	for (const path of ['/account/logs', `/users/${userId}/logs`]) {
		const callers: Record<string, string>[] = [
			{},
			appwrite.asKey,
			{ 'x-appwrite-session': secret }
		];
		for (const headers of callers) {
			const response = await appwrite.request('GET', path, { headers });
			expect(response.status).toBe(404);
			expect(response.headers.get('content-type')).toContain('text/html');
		}
	}
});
