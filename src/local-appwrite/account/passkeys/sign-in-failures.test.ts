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
	adaId = (await appwrite.askAs(ada, 'GET', '/account')).body.$id;
	({ authenticator, passkeyId } = await appwrite.register(ada));
});

const invalid = { status: 401, body: { type: 'user_passkey_invalid' } };
const over = { status: 401, body: { type: 'user_invalid_token' } };

describe('a sign-in with a passkey', () => {
	it.each<[string, Deviation]>([
		['another origin', { origin: 'http://evil.example' }],
		['another port of the loopback address', { origin: 'http://127.0.0.1:5173' }],
		['another domain', { rpId: 'example.com' }],
		['another challenge', { challenge: 'AAAA' }],
		['a frame of another origin', { crossOrigin: true }],
		['nobody who was verified', { userVerified: false }]
	])('from %s fails, and uses up its challenge', async (_what, deviation) => {
		const { body } = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
		const finish = (credential: object) =>
			appwrite.askAs('', 'PUT', '/account/tokens/passkey', { challengeId: body.$id, credential });

		const bad = authenticator.authenticate(body.publicKey, deviation);
		expect(await finish(bad)).toMatchObject(invalid);
		expect(await finish(authenticator.authenticate(body.publicKey))).toMatchObject(over);
	});

	it('cannot be replayed', async () => {
		const { body } = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
		const credential = authenticator.authenticate(body.publicKey);
		const finish = () =>
			appwrite.askAs('', 'PUT', '/account/tokens/passkey', { challengeId: body.$id, credential });
		expect(await finish()).toMatchObject({ status: 201 });
		expect(await finish()).toMatchObject(over);

		const next = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
		const given = { challengeId: next.body.$id, credential };
		expect(await appwrite.askAs('', 'PUT', '/account/tokens/passkey', given)).toMatchObject(
			invalid
		);
	});

	it('takes no challenge of a registration, and none after five minutes', async () => {
		const started = await appwrite.startRegistration(ada);
		const mixed = {
			challengeId: started.body.$id,
			credential: authenticator.authenticate({ ...started.body.publicKey, rpId: 'localhost' })
		};
		expect(await appwrite.askAs('', 'PUT', '/account/tokens/passkey', mixed)).toMatchObject(over);

		const { body } = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
		await appwrite.control('POST', '/clock', { advanceSeconds: 301 });
		const credential = authenticator.authenticate(body.publicKey);
		const late = { challengeId: body.$id, credential };
		expect(await appwrite.askAs('', 'PUT', '/account/tokens/passkey', late)).toMatchObject(over);
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
			const { body } = await appwrite.askAs('', 'POST', '/account/tokens/passkey');
			single.change({ counter: 0 });
			answers.push({ challengeId: body.$id, credential: single.authenticate(body.publicKey) });
		}
		const finish = (given: object) => appwrite.askAs('', 'PUT', '/account/tokens/passkey', given);
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
		await appwrite.askAs(ada, 'DELETE', `/account/passkeys/${passkeyId}`);
		expect(await appwrite.signIn(authenticator)).toMatchObject(invalid);
	});

	it('is over when the user is deleted, and whoever gets their id does not inherit it', async () => {
		await appwrite.ask('DELETE', `/users/${adaId}`);
		await appwrite.ask('POST', '/users', { userId: adaId, email: 'new@example.com' });
		expect(await appwrite.signIn(authenticator)).toMatchObject(invalid);
	});

	it('tells of a block only whoever has the passkey', async () => {
		await appwrite.ask('PATCH', `/users/${adaId}/status`, { status: false });
		const wrong = await appwrite.signIn(authenticator, { origin: 'http://evil.example' });
		expect(wrong).toMatchObject(invalid);
		expect(await appwrite.signIn(authenticator)).toMatchObject({
			status: 403,
			body: { type: 'user_blocked' }
		});
	});
});
