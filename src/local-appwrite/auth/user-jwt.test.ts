import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';
import { signJwt } from './jwt.ts';

async function createAda(duration?: number) {
	const appwrite = createTestAppwrite();
	const secret = await appwrite.signUpAndIn('ada@example.com');
	const asAda = { 'x-appwrite-session': secret };
	const answer = await appwrite.request('POST', '/account/jwts', {
		headers: asAda,
		body: { duration }
	});
	const { jwt } = await answer.json();
	const asJwt = { 'x-appwrite-jwt': String(jwt) };
	const ask = async (headers: Record<string, string>, method = 'GET', body?: object) => {
		const response = await appwrite.request(method, '/account', { headers, body });
		return { status: response.status, body: await response.json() };
	};
	return { ...appwrite, ask, asAda, asJwt, answer };
}

describe('a JWT', () => {
	it('names its user, its session and its end', async () => {
		const { asJwt } = await createAda(60);
		const [header = '', payload = ''] = asJwt['x-appwrite-jwt'].split('.');

		const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
		expect(decode(header)).toEqual({ typ: 'JWT', alg: 'HS256' });
		expect(decode(payload)).toEqual({
			userId: expect.any(String),
			sessionId: expect.any(String),
			exp: expect.any(Number)
		});
		const left = decode(payload).exp - Date.now() / 1000;
		expect(left).toBeGreaterThan(57);
		expect(left).toBeLessThanOrEqual(60);
	});

	it('does not go together with a session, but with one that is over', async () => {
		const { ask, asAda, asJwt } = await createAda();

		const both = await ask({ ...asAda, ...asJwt });
		expect(both.body).toMatchObject({ code: 403, type: 'user_jwt_and_cookie_set' });
		const stale = await ask({ 'x-appwrite-session': 'garbage', ...asJwt });
		expect(stale.status).toBe(200);
	});

	it('begins no session', async () => {
		const { asJwt, request } = await createAda();
		const response = await request('POST', '/account/sessions/anonymous', { headers: asJwt });
		expect(await response.json()).toMatchObject({ type: 'user_session_already_exists' });
	});

	it('of a blocked user is refused as a session would be', async () => {
		const { ask, asJwt, request } = await createAda();
		await request('PATCH', '/account/status', { headers: asJwt });
		expect((await ask(asJwt)).body).toMatchObject({ code: 403, type: 'user_blocked' });
	});

	it('changes the password and ends no session by it', async () => {
		const { ask, asAda, asJwt, request } = await createAda();
		const changed = await request('PATCH', '/account/password', {
			headers: asJwt,
			body: { password: 'another horse', oldPassword: 'correct horse' }
		});

		expect(changed.status).toBe(200);
		expect((await ask(asAda)).status).toBe(200);
	});

	it('outlives the time of its session, but not its own', async () => {
		const { control, request, signUpAndIn } = createTestAppwrite();
		await control('PATCH', '/project/policies/session-duration', { duration: 60 });
		const asAda = { 'x-appwrite-session': await signUpAndIn('ada@example.com') };
		const created = await request('POST', '/account/jwts', { headers: asAda });
		const asJwt = { 'x-appwrite-jwt': (await created.json()).jwt };
		const ask = async (headers: Record<string, string>) =>
			(await request('GET', '/account', { headers })).json();

		await control('POST', '/clock', { advanceSeconds: 61 });
		expect(await ask(asAda)).toMatchObject({ type: 'general_unauthorized_scope' });
		expect(await ask(asJwt)).toMatchObject({ email: 'ada@example.com' });
		await control('POST', '/clock', { advanceSeconds: 840 });
		expect(await ask(asJwt)).toMatchObject({
			type: 'user_jwt_invalid',
			message: 'Failed to verify JWT. Invalid token: Expired'
		});
	});

	it('is no token from an OAuth2 provider, though that is a JWT too', async () => {
		const { ask, asJwt, request } = await createAda();
		const { $id: userId } = (await ask(asJwt)).body;
		const body = { userId, secret: asJwt['x-appwrite-jwt'] };
		const session = await request('POST', '/account/sessions/token', { body });
		expect(await session.json()).toMatchObject({ type: 'user_invalid_token' });
	});

	it('cannot be good for no time at all', async () => {
		const { answer } = await createAda(0);
		expect(answer.status).toBe(500);
	});

	it.each([
		['one segment', 'garbage', 'Invalid token: Incomplete segments'],
		['no JSON', 'a.b.c', 'JSON failed: Syntax error'],
		['no algorithm', 'e30.e30.c', 'Invalid token: Missing header algo'],
		['none', 'eyJhbGciOiJub25lIn0.e30.', 'Invalid token: Unsupported header algo'],
		['another key', signJwt({ userId: 'ada' }, 'secret'), 'Invalid token: Signature failed']
	])('with %s is told why it is refused', async (_what, jwt, reason) => {
		const { ask } = await createAda();
		expect((await ask({ 'x-appwrite-jwt': jwt })).body).toMatchObject({
			code: 401,
			type: 'user_jwt_invalid',
			message: `Failed to verify JWT. ${reason}`
		});
	});
});
