import { beforeEach, describe, expect, it, vi } from 'vitest';
import { totpCode } from '../../auth/totp.ts';
import { createTestAppwrite } from '../../test-client.ts';

const ada = { email: 'ada@example.com', password: 'correct horse' };

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
	vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-31T12:00:00Z') });
	return () => vi.useRealTimers();
});

function ask(session: string, method: string, path: string, body?: object) {
	return appwrite.request(method, path, { headers: { 'x-appwrite-session': session }, body });
}

/** Answers the session that begins with the code that was sent to the address or number. */
async function signInByCode(kind: 'email' | 'phone', to: string): Promise<string> {
	const body = { userId: 'unique()', [kind]: to };
	const token = await appwrite.request('POST', `/account/tokens/${kind}`, { body });
	const { userId } = await token.json();
	const session = await appwrite.request('POST', '/account/sessions/token', {
		headers: appwrite.asKey,
		body: { userId, secret: await newestCode(to) }
	});
	return (await session.json()).secret;
}

async function signInByPassword(): Promise<string> {
	const options = { headers: appwrite.asKey, body: ada };
	const session = await appwrite.request('POST', '/account/sessions/email', options);
	return (await session.json()).secret;
}

async function messagesTo(address: string) {
	const path = `/mailbox/messages.json?to=${encodeURIComponent(address)}`;
	return (await appwrite.send('GET', path)).json();
}

async function newestCode(address: string): Promise<string> {
	return (await messagesTo(address))[0].otp;
}

async function enrolTotp(session: string): Promise<string> {
	const answer = await ask(session, 'POST', '/account/mfa/authenticators/totp');
	const { secret } = await answer.json();
	const otp = totpCode(secret, Date.now());
	await ask(session, 'PUT', '/account/mfa/authenticators/totp', { otp });
	return secret;
}

async function challenge(session: string, factor: string): Promise<string> {
	const answer = await ask(session, 'POST', '/account/mfa/challenges', { factor });
	return (await answer.json()).$id;
}

function meet(session: string, challengeId: string, otp: string) {
	return ask(session, 'PUT', '/account/mfa/challenges', { challengeId, otp });
}

async function createJwt(session: string): Promise<string> {
	const answer = await ask(session, 'POST', '/account/jwts');
	return (await answer.json()).jwt;
}

describe('a second factor', () => {
	it('by SMS completes a session that began with the password', async () => {
		const first = await signInByCode('phone', '+41791234567');
		await ask(first, 'PATCH', '/account/email', ada);
		await ask(first, 'PATCH', '/account/mfa', { mfa: true });

		const half = await signInByPassword();
		expect((await ask(half, 'GET', '/account')).status).toBe(401);
		const id = await challenge(half, 'phone');
		const met = await meet(half, id, await newestCode('+41791234567'));

		expect(await met.json()).toMatchObject({ factors: ['password', 'phone'] });
		expect((await ask(half, 'GET', '/account')).status).toBe(200);
	});

	it('by e-mail is none for a session that began with a code by e-mail', async () => {
		await ask(await signInByCode('email', ada.email), 'PATCH', '/account/mfa', { mfa: true });
		const session = await signInByCode('email', ada.email);
		const id = await challenge(session, 'email');
		const met = await meet(session, id, await newestCode(ada.email));

		expect(await met.json()).toMatchObject({ factors: ['email'] });
		const account = await (await ask(session, 'GET', '/account')).json();
		expect(account.type).toBe('user_more_factors_required');
	});

	it('is not asked of a JWT, which in turn cannot set one up', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		await enrolTotp(session);
		await ask(session, 'PATCH', '/account/mfa', { mfa: true });
		const headers = { 'x-appwrite-jwt': await createJwt(session) };

		expect((await appwrite.request('GET', '/account', { headers })).status).toBe(200);
		const body = { mfa: false };
		const answer = await appwrite.request('PATCH', '/account/mfa', { headers, body });
		expect(answer.status).toBe(500);
		const account = await (await ask(session, 'GET', '/account')).json();
		expect(account.mfa).toBe(true);
	});

	it('in another spelling is accepted, but sends nothing and nothing answers it', async () => {
		const session = await signInByCode('email', ada.email);
		const before = await messagesTo(ada.email);
		const id = await challenge(session, 'EMAIL');

		expect(id).toMatch(/^[0-9a-f]{20}$/);
		expect(await messagesTo(ada.email)).toHaveLength(before.length);
		expect((await meet(session, id, before[0].otp)).status).toBe(401);
	});
});

describe('a challenge', () => {
	it('is nothing to anybody but the user it was made for', async () => {
		const adas = await signInByCode('email', ada.email);
		const bobs = await appwrite.signUpAndIn('bob@example.com');
		const id = await challenge(adas, 'email');
		const otp = await newestCode(ada.email);

		expect((await meet(bobs, id, otp)).status).toBe(401);
		expect((await meet(adas, id, otp)).status).toBe(200);
	});

	it('can still be met a day after it said it would expire', async () => {
		const session = await signInByCode('email', ada.email);
		const id = await challenge(session, 'email');
		vi.setSystemTime('2026-02-01T13:00:00Z');

		expect((await meet(session, id, await newestCode(ada.email))).status).toBe(200);
	});

	it('is recent for half an hour: then recovery codes and authenticator are out of reach', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		const secret = await enrolTotp(session);
		await ask(session, 'POST', '/account/mfa/recovery-codes');
		const id = await challenge(session, 'totp');
		await meet(session, id, totpCode(secret, Date.now()));

		vi.setSystemTime('2026-01-31T12:29:59.999Z');
		expect((await ask(session, 'GET', '/account/mfa/recovery-codes')).status).toBe(200);
		vi.setSystemTime('2026-01-31T12:30:00Z');
		for (const [method, path] of [
			['GET', '/account/mfa/recovery-codes'],
			['PATCH', '/account/mfa/recovery-codes'],
			['DELETE', '/account/mfa/authenticators/totp']
		] as const) {
			const answer = await (await ask(session, method, path)).json();
			expect(answer.type).toBe('user_challenge_required');
		}
	});

	it('by TOTP without an authenticator fails without a way in', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		const id = await challenge(session, 'totp');

		expect((await meet(session, id, '000000')).status).toBe(500);
		const current = await (await ask(session, 'GET', '/account/sessions/current')).json();
		expect(current.factors).toEqual(['password']);
	});
});

it('all six recovery codes can be spent, and then there can be new ones', async () => {
	const session = await appwrite.signUpAndIn(ada.email);
	const made = await ask(session, 'POST', '/account/mfa/recovery-codes');
	const { recoveryCodes } = await made.json();
	for (const code of recoveryCodes) {
		const id = await challenge(session, 'recoveryCode');
		expect((await meet(session, id, code)).status).toBe(200);
	}

	const factors = await (await ask(session, 'GET', '/account/mfa/factors')).json();
	expect(factors.recoveryCode).toBe(false);
	expect((await ask(session, 'GET', '/account/mfa/recovery-codes')).status).toBe(404);
	expect((await ask(session, 'POST', '/account/mfa/recovery-codes')).status).toBe(201);
});

describe('an authenticator', () => {
	it('needs an e-mail address, which is its label', async () => {
		const session = await signInByCode('phone', '+41791234567');

		const answer = await ask(session, 'POST', '/account/mfa/authenticators/totp');
		expect(answer.status).toBe(500);
	});

	it('is called totp and nothing else', async () => {
		const session = await appwrite.signUpAndIn(ada.email);

		const loud = await ask(session, 'POST', '/account/mfa/authenticators/TOTP');
		expect(await loud.json()).toMatchObject({ code: 400, message: 'Unknown type.' });
		const other = await ask(session, 'POST', '/account/mfa/authenticators/email');
		expect(await other.json()).toMatchObject({
			code: 400,
			message: 'Invalid `type` param: Value must be one of (totp)'
		});
	});

	it('cannot be confirmed before there is one', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		const body = { otp: '000000' };

		const answer = await ask(session, 'PUT', '/account/mfa/authenticators/totp', body);
		expect(await answer.json()).toMatchObject({ code: 404, type: 'user_authenticator_not_found' });
	});
});
