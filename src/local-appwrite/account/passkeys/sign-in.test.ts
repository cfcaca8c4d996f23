import { beforeEach, describe, expect, it } from 'vitest';
import type { TestAuthenticator } from './test-authenticator.ts';
import { createPasskeyAppwrite } from './test-ceremonies.ts';

let appwrite: ReturnType<typeof createPasskeyAppwrite>;
let ada: string;
let adaId: string;
let authenticator: TestAuthenticator;
let passkeyId: string;

beforeEach(async () => {
	appwrite = createPasskeyAppwrite();
	ada = await appwrite.signUpAndIn('ada@example.com');
	adaId = (await appwrite.askAs(ada, 'GET', '/account')).body.$id;
	({ authenticator, passkeyId } = await appwrite.register(ada));
});

const over = { status: 401, body: { type: 'user_invalid_token' } };

function exchange({ userId, secret }: { userId: string; secret: string }) {
	return appwrite.ask('POST', '/account/sessions/token', { userId, secret });
}

describe('a sign-in with a passkey', () => {
	it('asks for any passkey of the domain, and names nobody', async () => {
		const { status, body } = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
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
		const started = await appwrite.ask('POST', '/account/tokens/passkey');
		const credential = authenticator.authenticate(started.body.publicKey);
		const given = { challengeId: started.body.$id, credential };
		const token = await appwrite.ask('PUT', '/account/tokens/passkey', given);
		expect((await exchange(token.body)).body.userId).toBe(adaId);
	});

	it('is too late for its token after a minute', async () => {
		const { body } = await appwrite.signIn(authenticator);
		await appwrite.control('POST', '/clock', { advanceSeconds: 61 });
		expect(await exchange(body)).toMatchObject(over);
	});

	it('shows when the passkey was used', async () => {
		await appwrite.signIn(authenticator);
		const { body } = await appwrite.askAs(ada, 'GET', `/account/passkeys/${passkeyId}`);
		expect(Date.parse(body.accessedAt)).toBeGreaterThan(Date.now() - 10_000);
	});

	it('counts as both factors, also for what wants a challenge', async () => {
		await appwrite.ask('PATCH', `/users/${adaId}/verification`, { emailVerification: true });
		await appwrite.ask('PATCH', `/users/${adaId}/mfa`, { mfa: true });
		expect((await appwrite.askAs(ada, 'GET', '/account')).body).toMatchObject({
			type: 'user_more_factors_required'
		});

		const { body } = await appwrite.signIn(authenticator);
		const { secret } = (await exchange(body)).body;
		expect((await appwrite.askAs(secret, 'GET', '/account')).status).toBe(200);
		await appwrite.askAs(secret, 'POST', '/account/mfa/recovery-codes');
		const codes = await appwrite.askAs(secret, 'PATCH', '/account/mfa/recovery-codes');
		expect(codes.status).toBe(200);
	});

	it('counts against a limit of ten an hour, which is none for a key', async () => {
		const limited = createPasskeyAppwrite({ rateLimits: true });
		const statuses = [];
		for (let count = 0; count < 11; count++) {
			statuses.push((await limited.askAs('', 'POST', '/account/tokens/passkey')).status);
		}
		expect(statuses).toEqual([...Array(10).fill(201), 429]);
		const options = { headers: limited.asKey };
		const byKey = await limited.request('POST', '/account/tokens/passkey', options);
		expect(byKey.status).toBe(201);
	});
});
