import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';
import { createPasskeyAppwrite } from './test-ceremonies.ts';

let appwrite: ReturnType<typeof createPasskeyAppwrite>;
let ada: string;
let bo: string;
let adaId: string;
let passkeyId: string;

beforeEach(async () => {
	appwrite = createPasskeyAppwrite();
	ada = await appwrite.signUpAndIn('ada@example.com');
	bo = await appwrite.signUpAndIn('bo@example.com');
	adaId = (await appwrite.askAs(ada, 'GET', '/account')).body.$id;
	({ passkeyId } = await appwrite.register(ada));
});

const unknown = { status: 404, body: { type: 'user_passkey_not_found' } };

describe('passkeys', () => {
	it('are listed, filtered and counted', async () => {
		const { passkeyId: second } = await appwrite.register(ada);
		await appwrite.askAs(ada, 'PATCH', `/account/passkeys/${second}`, { name: 'MacBook' });
		const list = async (...queries: object[]) => {
			const search = new URLSearchParams(
				queries.map((query, index) => [`queries[${index}]`, JSON.stringify(query)])
			);
			return (await appwrite.askAs(ada, 'GET', `/account/passkeys?${search}`)).body;
		};

		const ids = ({ passkeys }: { passkeys: { $id: string }[] }) => passkeys.map(({ $id }) => $id);
		expect(ids(await list())).toEqual([passkeyId, second]);
		const named = { method: 'equal', attribute: 'name', values: ['MacBook'] };
		expect(await list(named)).toMatchObject({ total: 1, passkeys: [{ $id: second }] });
		const limited = await list({ method: 'limit', values: [1] });
		expect([limited.total, ids(limited)]).toEqual([2, [passkeyId]]);
		const secret = { method: 'equal', attribute: 'publicKey', values: ['x'] };
		expect(await list(secret)).toMatchObject({ type: 'general_argument_invalid' });
	});

	it('are renamed and deleted by their user, who can be a server with a key for them', async () => {
		const path = `/account/passkeys/${passkeyId}`;
		const named = await appwrite.askAs(ada, 'PATCH', path, { name: 'Work' });
		expect(named).toMatchObject({ status: 200, body: { $id: passkeyId, name: 'Work' } });
		const usersPath = `/users/${adaId}/passkeys/${passkeyId}`;
		expect(await appwrite.ask('GET', usersPath)).toEqual(named);
		await appwrite.ask('PATCH', usersPath, { name: 'Lost' });
		expect((await appwrite.askAs(ada, 'GET', path)).body.name).toBe('Lost');
		expect((await appwrite.ask('GET', `/users/${adaId}/passkeys`)).body.total).toBe(1);

		expect((await appwrite.askAs(ada, 'DELETE', path)).status).toBe(204);
		expect(await appwrite.ask('DELETE', usersPath)).toMatchObject(unknown);
	});

	it('of others, unfinished and made-up ones are not found', async () => {
		const { body } = await appwrite.startRegistration(ada);
		const foreign = [bo, passkeyId] as const;
		for (const [session, id] of [foreign, [ada, body.passkeyId], [ada, 'nope']] as const) {
			const path = `/account/passkeys/${id}`;
			expect(await appwrite.askAs(session, 'GET', path)).toMatchObject(unknown);
			expect(await appwrite.askAs(session, 'PATCH', path, { name: 'x' })).toMatchObject(unknown);
		}
		const path = `/account/passkeys/${passkeyId}`;
		expect(await appwrite.askAs(bo, 'DELETE', path)).toMatchObject(unknown);
		expect(await appwrite.ask('GET', `/users/nope/passkeys/${passkeyId}`)).toMatchObject({
			body: { type: 'user_not_found' }
		});
		expect((await appwrite.askAs('', 'GET', path)).status).toBe(401);
	});

	it.each([['1.9'], ['2.0']] as const)('are unknown to %s', async (version) => {
		const older = createTestAppwrite({ version, passkeys: true });
		const headers = { 'x-appwrite-session': await older.signUpAndIn('ada@example.com') };
		for (const [method, path] of [
			['POST', '/account/tokens/passkey'],
			['GET', '/account/passkeys'],
			['POST', '/account/passkeys']
		] as const) {
			const response = await older.request(method, path, { headers, body: undefined });
			expect(response.status).toBe(404);
			expect(response.headers.get('content-type')).toContain('text/html');
		}
		const policy = { rpId: 'localhost' };
		const refused = await older.control('PATCH', '/project/policies/passkey', policy);
		expect(refused.status).toBe(400);
	});
});

describe('the project', () => {
	const patch = async (path: string, body: object) =>
		(await appwrite.control('PATCH', `/project/${path}`, body)).status;

	it('has passkeys off, and none without a domain', async () => {
		appwrite = createPasskeyAppwrite({ passkeys: false });
		const start = () => appwrite.askAs('', 'POST', '/account/tokens/passkey');
		const off = { status: 501, body: { type: 'user_auth_method_unsupported' } };
		const policy = await appwrite.control('GET', '/project/policies/passkey');
		expect(await policy.json()).toEqual({ $id: 'passkey', rpId: '', origins: [] });

		expect(await start()).toMatchObject(off);
		await patch('auth-methods/passkey', { enabled: true });
		expect(await start()).toMatchObject(off);
		await patch('policies/passkey', { rpId: 'localhost' });
		expect(await start()).toMatchObject({ status: 201 });
	});

	it('that switches them off keeps those that there are, and lets a ceremony end', async () => {
		const { authenticator } = await appwrite.register(ada);
		const { body } = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
		await patch('auth-methods/passkey', { enabled: false });

		expect((await appwrite.startRegistration(ada)).status).toBe(501);
		expect((await appwrite.ask('POST', '/account/tokens/passkey')).status).toBe(201);
		const credential = authenticator.authenticate(body.publicKey);
		const given = { challengeId: body.$id, credential };
		expect((await appwrite.askAs('', 'PUT', '/account/tokens/passkey', given)).status).toBe(201);
		expect((await appwrite.askAs(ada, 'GET', '/account/passkeys')).body.total).toBe(2);
	});

	it('can name the only origins, which ends the ceremonies that go on', async () => {
		const { authenticator } = await appwrite.register(ada);
		const { body } = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
		await patch('policies/passkey', { origins: ['http://localhost:3000/', 'https://localhost'] });
		const policy = await appwrite.control('GET', '/project/policies/passkey');
		expect((await policy.json()).origins).toEqual(['http://localhost:3000', 'https://localhost']);

		const given = {
			challengeId: body.$id,
			credential: authenticator.authenticate(body.publicKey)
		};
		const over = await appwrite.askAs('', 'PUT', '/account/tokens/passkey', given);
		expect(over.body).toMatchObject({ type: 'user_invalid_token' });
		expect((await appwrite.signIn(authenticator)).status).toBe(401);
		const origin = 'http://localhost:3000';
		expect((await appwrite.signIn(authenticator, { origin })).status).toBe(201);
	});

	it('keeps its domain while there are passkeys', async () => {
		expect(await patch('policies/passkey', { rpId: 'example.com' })).toBe(400);
		await appwrite.askAs(ada, 'DELETE', `/account/passkeys/${passkeyId}`);
		await appwrite.startRegistration(ada);
		expect(await patch('policies/passkey', { rpId: 'example.com' })).toBe(400);
		await appwrite.control('POST', '/reset');
		expect(await patch('policies/passkey', { rpId: 'example.com' })).toBe(200);
	});

	it.each([
		...['com', 'co.uk', '127.0.0.1', 'Example.com', 'exa_mple.com', 'https://example.com'].map(
			(rpId) => ({ rpId, origins: [] })
		),
		...['http://example.com', 'https://evil.com', 'https://notexample.com', 'example.com'].map(
			(origin) => ({ rpId: 'example.com', origins: [origin] })
		),
		...['https://example.com/login', 'https://a:b@example.com', 'https://example.com?x=1'].map(
			(origin) => ({ rpId: 'example.com', origins: [origin] })
		),
		{ rpId: 'localhost', origins: ['http://127.0.0.1:3000'] },
		{ rpId: '', origins: ['https://example.com'] }
	])('refuses %j', async (policy) => {
		appwrite = createPasskeyAppwrite({ passkeys: false });
		expect(await patch('policies/passkey', policy)).toBe(400);
	});
});
