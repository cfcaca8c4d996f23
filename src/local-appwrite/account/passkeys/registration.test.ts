import { beforeEach, describe, expect, it } from 'vitest';
import { createAuthenticator, type Deviation } from './test-authenticator.ts';
import { createPasskeyAppwrite } from './test-ceremonies.ts';

let appwrite: ReturnType<typeof createPasskeyAppwrite>;
let ada: string;

beforeEach(async () => {
	appwrite = createPasskeyAppwrite();
	ada = await appwrite.signUpAndIn('ada@example.com');
});

const invalid = { status: 401, body: { type: 'user_passkey_invalid' } };
const over = { status: 401, body: { type: 'user_invalid_token' } };

describe('a registration', () => {
	it('asks the authenticator for a passkey of this user and this domain', async () => {
		const { status, body } = await appwrite.startRegistration(ada, { name: 'Laptop' });

		expect(status).toBe(201);
		expect(Object.keys(body)).toEqual(['$id', '$createdAt', 'passkeyId', 'expire', 'publicKey']);
		expect(Date.parse(body.expire) - Date.parse(body.$createdAt)).toBe(300_000);
		expect(body.publicKey).toEqual({
			rp: { id: 'localhost', name: 'Local Appwrite' },
			user: { id: expect.any(String), name: 'ada@example.com', displayName: 'Ada' },
			challenge: expect.stringMatching(/^[\w-]{43}$/),
			pubKeyCredParams: [
				{ type: 'public-key', alg: -7 },
				{ type: 'public-key', alg: -257 }
			],
			timeout: 300_000,
			excludeCredentials: [],
			authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
			attestation: 'none'
		});
	});

	it('ends with a passkey that has not been used', async () => {
		const started = await appwrite.startRegistration(ada, { passkeyId: 'laptop', name: 'Laptop' });
		const listed = async () => (await appwrite.askAs(ada, 'GET', '/account/passkeys')).body;
		expect(await listed()).toEqual({ total: 0, passkeys: [] });

		const credential = createAuthenticator().register(started.body.publicKey);
		const passkey = await appwrite.finishRegistration(ada, started, credential);
		expect(passkey).toEqual({
			status: 200,
			body: {
				$id: 'laptop',
				$createdAt: expect.any(String),
				$updatedAt: expect.any(String),
				name: 'Laptop',
				accessedAt: ''
			}
		});
		expect(await listed()).toEqual({ total: 1, passkeys: [passkey.body] });
	});

	it('passes over the authenticators that the user has, in the name of the same user', async () => {
		const { authenticator } = await appwrite.register(ada);
		const [first, second] = [
			await appwrite.startRegistration(ada),
			await appwrite.startRegistration(ada)
		];
		const id = authenticator.credentialId.toString('base64url');
		expect(second.body.publicKey.excludeCredentials).toEqual([
			{ type: 'public-key', id, transports: ['internal'] }
		]);
		expect(second.body.publicKey.user.id).toBe(first.body.publicKey.user.id);

		const credential = authenticator.register(second.body.publicKey);
		expect(await appwrite.finishRegistration(ada, second, credential)).toMatchObject({
			status: 409,
			body: { type: 'user_passkey_already_exists' }
		});
	});

	it.each<[string, Deviation]>([
		['another origin', { origin: 'http://evil.example' }],
		['another domain', { rpId: 'example.com' }],
		['another challenge', { challenge: 'AAAA' }],
		['a frame of another origin', { crossOrigin: true }],
		['nobody who was verified', { userVerified: false }]
	])('from %s fails, and uses up its challenge', async (_what, deviation) => {
		const authenticator = createAuthenticator();
		const started = await appwrite.startRegistration(ada);
		const bad = authenticator.register(started.body.publicKey, deviation);
		expect(await appwrite.finishRegistration(ada, started, bad)).toMatchObject(invalid);

		const good = authenticator.register(started.body.publicKey);
		expect(await appwrite.finishRegistration(ada, started, good)).toMatchObject(over);
	});

	it.each([
		{},
		{ id: 'a', rawId: 'a', type: 'public-key' },
		{ id: 'a', rawId: 'a', type: 'public-key', response: { clientDataJSON: 'e30' } },
		{
			...{ id: 'a', rawId: 'a', type: 'public-key' },
			response: { clientDataJSON: 'nope', attestationObject: 'nope' }
		}
	])('with the credential %j fails', async (credential) => {
		const started = await appwrite.startRegistration(ada);
		expect(await appwrite.finishRegistration(ada, started, credential)).toMatchObject(invalid);
	});

	it('ends in the session, and with the passkey, with which it began', async () => {
		const bo = await appwrite.signUpAndIn('bo@example.com');
		const again = await appwrite.request('POST', '/account/sessions/email', {
			headers: appwrite.asKey,
			body: { email: 'ada@example.com', password: 'correct horse' }
		});
		const { secret: other } = await again.json();
		const [started, second] = [
			await appwrite.startRegistration(ada),
			await appwrite.startRegistration(ada)
		];
		const credential = createAuthenticator().register(started.body.publicKey);

		for (const session of [bo, other]) {
			expect(await appwrite.finishRegistration(session, started, credential)).toMatchObject(over);
		}
		const { passkeyId } = second.body;
		const mixed = await appwrite.finishRegistration(ada, started, credential, passkeyId);
		expect(mixed).toMatchObject(over);
		expect(await appwrite.finishRegistration(ada, started, credential)).toMatchObject({
			status: 200
		});
		expect(await appwrite.finishRegistration(ada, started, credential)).toMatchObject(over);
	});

	it('that is begun anew with the same id takes the place of the one before', async () => {
		const start = () => appwrite.startRegistration(ada, { passkeyId: 'laptop' });
		const [first, second] = [await start(), await start()];
		const authenticator = createAuthenticator();
		const old = authenticator.register(first.body.publicKey);
		expect(await appwrite.finishRegistration(ada, first, old)).toMatchObject(over);

		const credential = authenticator.register(second.body.publicKey);
		expect(await appwrite.finishRegistration(ada, second, credential)).toMatchObject({
			status: 200
		});
		expect(await start()).toMatchObject({
			status: 409,
			body: { type: 'user_passkey_already_exists' }
		});
	});

	it('ends after five minutes', async () => {
		const started = await appwrite.startRegistration(ada);
		await appwrite.control('POST', '/clock', { advanceSeconds: 301 });
		const credential = createAuthenticator().register(started.body.publicKey);
		expect(await appwrite.finishRegistration(ada, started, credential)).toMatchObject(over);
	});

	it('is not begun by guests, nor ten minutes after a sign-in', async () => {
		expect(await appwrite.startRegistration('')).toMatchObject({ status: 401 });
		await appwrite.control('POST', '/clock', { advanceSeconds: 601 });
		expect(await appwrite.startRegistration(ada)).toMatchObject({
			status: 401,
			body: { type: 'user_reauthentication_required' }
		});
	});

	it('is refused to whoever has ten passkeys, where those that are begun count for five minutes', async () => {
		for (let count = 0; count < 10; count++) {
			expect(await appwrite.startRegistration(ada)).toMatchObject({ status: 201 });
		}
		expect(await appwrite.startRegistration(ada)).toMatchObject({
			status: 400,
			body: { type: 'user_passkey_limit_exceeded' }
		});
		await appwrite.control('POST', '/clock', { advanceSeconds: 301 });
		expect(await appwrite.startRegistration(ada)).toMatchObject({ status: 201 });
	});

	it('is open to somebody without address and password', async () => {
		const response = await appwrite.request('POST', '/account/sessions/anonymous', {
			headers: appwrite.asKey
		});
		const { secret, userId } = await response.json();
		const { authenticator } = await appwrite.register(secret);
		expect((await appwrite.signIn(authenticator)).body).toMatchObject({ userId });
	});

	it('counts against a limit of ten an hour', async () => {
		const limited = createPasskeyAppwrite({ rateLimits: true });
		const session = await limited.signUpAndIn('ada@example.com');
		const statuses = [];
		for (let count = 0; count < 11; count++) {
			statuses.push((await limited.startRegistration(session, { passkeyId: 'one' })).status);
		}
		expect(statuses).toEqual([...Array(10).fill(201), 429]);
	});
});
