import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

async function createAda(version: '1.9' | '2.0' | '2.5') {
	const appwrite = createTestAppwrite({ version });
	await appwrite.control('PATCH', '/project/policies/session-duration', { duration: 60 });
	const secret = await appwrite.signUpAndIn('ada@example.com');
	const { body } = await appwrite.askAs(secret, 'GET', '/account');
	const userId = String(body.$id);

	/** By the Users API. */
	const makeJwt = async (given: object = {}) =>
		String((await appwrite.ask('POST', `/users/${userId}/jwts`, given)).body.jwt);
	const askBy = (jwt: string, method = 'GET', path = '/account') =>
		appwrite.askWith({ 'x-appwrite-jwt': jwt }, method, path);
	return { appwrite, secret, makeJwt, askBy };
}

function claimsOf(jwt: string) {
	return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
}

describe('a JWT', () => {
	it.each([
		['1.9', 200],
		['2.0', 401],
		['2.5', 401]
	] as const)(
		'in %s is answered %i when the time of its session is over',
		async (version, status) => {
			const { appwrite, secret, askBy } = await createAda(version);
			const { body } = await appwrite.askAs(secret, 'POST', '/account/jwts');
			await appwrite.control('POST', '/clock', { advanceSeconds: 61 });
			expect((await askBy(body.jwt)).status).toBe(status);
		}
	);

	it('of the Users API belongs to the newest session since 2.0, unless it names another or none', async () => {
		const older = await createAda('1.9');
		expect(claimsOf(await older.makeJwt()).sessionId).toBe('');

		const { appwrite, askBy, makeJwt } = await createAda('2.0');
		const [bound, free] = [await makeJwt(), await makeJwt({ sessionId: 'none' })];
		expect(claimsOf(bound).sessionId).not.toBe('');
		await appwrite.control('POST', '/clock', { advanceSeconds: 61 });
		expect((await askBy(bound)).body.type).toBe('general_unauthorized_scope');
		expect((await askBy(free)).status).toBe(200);
	});

	it('makes no further JWT since 2.0, and none at all without a session before', async () => {
		const make = async (version: '1.9' | '2.0') => {
			const { askBy, makeJwt } = await createAda(version);
			const { status, body } = await askBy(await makeJwt(), 'POST', '/account/jwts');
			return [status, body.type];
		};
		expect(await make('1.9')).toEqual([404, 'user_session_not_found']);
		expect(await make('2.0')).toEqual([403, 'user_jwt_creation_denied']);
	});

	it('names its project since 2.5', async () => {
		const claims = async (version: '2.0' | '2.5') =>
			claimsOf(await (await createAda(version)).makeJwt());
		expect(await claims('2.0')).not.toHaveProperty('projectId');
		expect(await claims('2.5')).toMatchObject({ projectId: 'local-appwrite' });
	});
});

describe('an API key that is none', () => {
	it.each([
		['1.9', 'foo_bar', 201],
		['2.0', 'foo_bar', 201],
		['2.0', 'ephemeral_x', 201],
		['2.0', 'standard_00ff', 401],
		['2.0', 'nonsense', 401],
		['2.5', 'foo_bar', 401],
		['2.5', '_', 401],
		['2.5', '', 201]
	] as const)('in %s, %j is answered %i', async (version, key, status) => {
		const { appwrite } = await createAda(version);
		const credentials = { email: 'ada@example.com', password: 'correct horse' };
		const headers = { 'x-appwrite-key': key };
		const answer = await appwrite.askWith(headers, 'POST', '/account/sessions/email', credentials);
		expect(answer.status).toBe(status);
		if (status === 401) expect(answer.body.type).toBe('user_unauthorized');
	});
});
