import { beforeEach, describe, expect, it } from 'vitest';
import {
	createAuthenticator,
	type Deviation,
	type TestAuthenticator
} from './test-authenticator.ts';
import { createPasskeyAppwrite } from './test-ceremonies.ts';

let appwrite: ReturnType<typeof createPasskeyAppwrite>;
let ada: string;
let adaId: string;
let authenticator: TestAuthenticator;
let passkeyId: string;

beforeEach(async () => {
	appwrite = createPasskeyAppwrite();
	ada = await appwrite.signUpAndIn('ada@example.com');
	adaId = (await appwrite.ask(ada, 'GET', '/account')).body.$id;
	({ authenticator, passkeyId } = await appwrite.register(ada));
});

const invalid = { status: 401, body: { type: 'user_passkey_invalid' } };
const over = { status: 401, body: { type: 'user_invalid_token' } };

async function asKey(method: string, path: string, body?: object) {
	const response = await appwrite.request(method, path, { headers: appwrite.asKey, body });
	return { status: response.status, body: response.status === 204 ? {} : await response.json() };
}

function exchange({ userId, secret }: { userId: string; secret: string }) {
	return asKey('POST', '/account/sessions/token', { userId, secret });
}

describe('a sign-in with a passkey', () => {
	it('asks for any passkey of the domain, and names nobody', async () => {
		const { status, body } = await appwrite.ask('', 'POST', '/account/tokens/passkey');
		expect(status).toBe(201);
		expect(body).toEqual({
			$id: expect.any(String),
			$createdAt: expect.any(String),
			passkeyId: '',
			expire: expect.any(String),
			publicKey: {
				challenge: expect.stringMatching(/^[\w-]{43}$/),
				rpId: 'localhost',
				userVerification: 'required',
				allowCredentials: [],
				timeout: 300_000
			}
		});
	});

	it('ends with a token of one minute, whose secret is for guests, too', async () => {
		const { status, body } = await appwrite.signIn(authenticator);
		expect(status).toBe(201);
		expect(body).toMatchObject({ userId: adaId, secret: expect.stringMatching(/^[\da-f]{256}$/) });
		const lifetime = Date.parse(body.expire) - Date.parse(body.$createdAt);
		expect(Math.round(lifetime / 1000)).toBe(60);

		const session = await exchange(body);
		expect(session).toMatchObject({
			status: 201,
			body: {
				userId: adaId,
				provider: 'passkey',
				factors: ['passkey', 'userVerification'],
				mfaUpdatedAt: expect.stringMatching(/\+00:00$/)
			}
		});
		expect(await exchange(body)).toMatchObject(over);
	});

	it('can be made by a server with a key', async () => {
		const started = await asKey('POST', '/account/tokens/passkey');
		const credential = authenticator.authenticate(started.body.publicKey);
		const given = { challengeId: started.body.$id, credential };
		const token = await asKey('PUT', '/account/tokens/passkey', given);
		expect((await exchange(token.body)).body.userId).toBe(adaId);
	});

	it('is too late for its token after a minute', async () => {
		const { body } = await appwrite.signIn(authenticator);
		await appwrite.control('POST', '/clock', { advanceSeconds: 61 });
		expect(await exchange(body)).toMatchObject(over);
	});

	it('shows when the passkey was used', async () => {
		await appwrite.signIn(authenticator);
		const { body } = await appwrite.ask(ada, 'GET', `/account/passkeys/${passkeyId}`);
		expect(Date.parse(body.accessedAt)).toBeGreaterThan(Date.now() - 10_000);
	});

	it('counts as both factors, also for what wants a challenge', async () => {
		await asKey('PATCH', `/users/${adaId}/verification`, { emailVerification: true });
		await asKey('PATCH', `/users/${adaId}/mfa`, { mfa: true });
		expect((await appwrite.ask(ada, 'GET', '/account')).body).toMatchObject({
			type: 'user_more_factors_required'
		});

		const { body } = await appwrite.signIn(authenticator);
		const { secret } = (await exchange(body)).body;
		expect((await appwrite.ask(secret, 'GET', '/account')).status).toBe(200);
		await appwrite.ask(secret, 'POST', '/account/mfa/recovery-codes');
		const codes = await appwrite.ask(secret, 'PATCH', '/account/mfa/recovery-codes');
		expect(codes.status).toBe(200);
	});

	it.each<[string, Deviation]>([
		['another origin', { origin: 'http://evil.example' }],
		['another port of the loopback address', { origin: 'http://127.0.0.1:5173' }],
		['another domain', { rpId: 'example.com' }],
		['another challenge', { challenge: 'AAAA' }],
		['a frame of another origin', { crossOrigin: true }],
		['nobody who was verified', { userVerified: false }]
	])('from %s fails, and uses up its challenge', async (_what, deviation) => {
		const { body } = await appwrite.ask('', 'POST', '/account/tokens/passkey');
		const finish = (credential: object) =>
			appwrite.ask('', 'PUT', '/account/tokens/passkey', { challengeId: body.$id, credential });

		const bad = authenticator.authenticate(body.publicKey, deviation);
		expect(await finish(bad)).toMatchObject(invalid);
		expect(await finish(authenticator.authenticate(body.publicKey))).toMatchObject(over);
	});

	it('cannot be replayed', async () => {
		const { body } = await appwrite.ask('', 'POST', '/account/tokens/passkey');
		const credential = authenticator.authenticate(body.publicKey);
		const finish = () =>
			appwrite.ask('', 'PUT', '/account/tokens/passkey', { challengeId: body.$id, credential });
		expect(await finish()).toMatchObject({ status: 201 });
		expect(await finish()).toMatchObject(over);

		const next = await appwrite.ask('', 'POST', '/account/tokens/passkey');
		const given = { challengeId: next.body.$id, credential };
		expect(await appwrite.ask('', 'PUT', '/account/tokens/passkey', given)).toMatchObject(invalid);
	});

	it('takes no challenge of a registration, and none after five minutes', async () => {
		const started = await appwrite.startRegistration(ada);
		const mixed = {
			challengeId: started.body.$id,
			credential: authenticator.authenticate({ ...started.body.publicKey, rpId: 'localhost' })
		};
		expect(await appwrite.ask('', 'PUT', '/account/tokens/passkey', mixed)).toMatchObject(over);

		const { body } = await appwrite.ask('', 'POST', '/account/tokens/passkey');
		await appwrite.control('POST', '/clock', { advanceSeconds: 301 });
		const credential = authenticator.authenticate(body.publicKey);
		const late = { challengeId: body.$id, credential };
		expect(await appwrite.ask('', 'PUT', '/account/tokens/passkey', late)).toMatchObject(over);
	});

	it('needs the key that was registered, not only its name', async () => {
		const impostor = createAuthenticator();
		impostor.change({ credentialId: authenticator.credentialId, counter: 100 });
		expect(await appwrite.signIn(impostor)).toMatchObject(invalid);
		expect(await appwrite.signIn(createAuthenticator())).toMatchObject(invalid);
	});

	it('does not take one user for another', async () => {
		const bo = await appwrite.signUpAndIn('bo@example.com');
		const { body } = await appwrite.startRegistration(bo);
		authenticator.change({ userHandle: body.publicKey.user.id });
		expect(await appwrite.signIn(authenticator)).toMatchObject(invalid);
	});

	it('fails when the counter of a single device goes back, or it becomes another kind', async () => {
		const single = createAuthenticator({ synced: false });
		await appwrite.register(ada, single);
		expect(await appwrite.signIn(single)).toMatchObject({ status: 201 });
		single.change({ counter: 0 });
		expect(await appwrite.signIn(single)).toMatchObject(invalid);

		single.change({ counter: 10, synced: true });
		expect(await appwrite.signIn(single)).toMatchObject(invalid);
	});

	it('lets a single device in once when it answers twice at the same time', async () => {
		const single = createAuthenticator({ synced: false });
		await appwrite.register(ada, single);
		const answers = [];
		for (let count = 0; count < 3; count++) {
			const { body } = await appwrite.ask('', 'POST', '/account/tokens/passkey');
			single.change({ counter: 0 });
			answers.push({ challengeId: body.$id, credential: single.authenticate(body.publicKey) });
		}
		const finish = (given: object) => appwrite.ask('', 'PUT', '/account/tokens/passkey', given);
		const statuses = (await Promise.all(answers.map(finish))).map(({ status }) => status);
		expect(statuses.sort()).toEqual([201, 401, 401]);
	});

	it('passes over the counters of devices that share a passkey', async () => {
		authenticator.change({ counter: 5 });
		expect(await appwrite.signIn(authenticator)).toMatchObject({ status: 201 });
		authenticator.change({ counter: 0 });
		expect(await appwrite.signIn(authenticator)).toMatchObject({ status: 201 });
	});

	it('is over when the passkey is deleted', async () => {
		await appwrite.ask(ada, 'DELETE', `/account/passkeys/${passkeyId}`);
		expect(await appwrite.signIn(authenticator)).toMatchObject(invalid);
	});

	it('is over when the user is deleted, and whoever gets their id does not inherit it', async () => {
		await asKey('DELETE', `/users/${adaId}`);
		await asKey('POST', '/users', { userId: adaId, email: 'new@example.com' });
		expect(await appwrite.signIn(authenticator)).toMatchObject(invalid);
	});

	it('tells of a block only whoever has the passkey', async () => {
		await asKey('PATCH', `/users/${adaId}/status`, { status: false });
		const wrong = await appwrite.signIn(authenticator, { origin: 'http://evil.example' });
		expect(wrong).toMatchObject(invalid);
		expect(await appwrite.signIn(authenticator)).toMatchObject({
			status: 403,
			body: { type: 'user_blocked' }
		});
	});

	it('counts against a limit of ten an hour, which is none for a key', async () => {
		const limited = createPasskeyAppwrite({ rateLimits: true });
		const statuses = [];
		for (let count = 0; count < 11; count++) {
			statuses.push((await limited.ask('', 'POST', '/account/tokens/passkey')).status);
		}
		expect(statuses).toEqual([...Array(10).fill(201), 429]);
		const options = { headers: limited.asKey };
		const byKey = await limited.request('POST', '/account/tokens/passkey', options);
		expect(byKey.status).toBe(201);
	});
});
