import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;
let ada: string;
let userId: string;

beforeEach(async () => {
	appwrite = createTestAppwrite({ version: '2.0' });
	ada = await appwrite.signUpAndIn('ada@example.com');
	userId = (await appwrite.askAs(ada, 'GET', '/account')).body.$id;
	await appwrite.ask('PATCH', `/users/${userId}/verification`, { emailVerification: true });
});

const allow = (factors: object) =>
	appwrite.control('PATCH', '/project/policies/mfa-factors', factors);
const challenge = (factor: string) =>
	appwrite.askAs(ada, 'POST', '/account/mfa/challenges', { factor });
const meet = (challengeId: string, otp: string) =>
	appwrite.askAs(ada, 'PUT', '/account/mfa/challenges', { challengeId, otp });

async function newestCode(): Promise<string> {
	const response = await appwrite.send('GET', '/mailbox/messages.json?to=ada@example.com');
	return (await response.json())[0].otp;
}

const forbidden = {
	status: 501,
	body: {
		type: 'user_auth_method_unsupported',
		message: 'The requested factor is disabled by the MFA factors policy'
	}
};

describe('a challenge', () => {
	it('ends after an hour, unlike in 1.9', async () => {
		const { body } = await challenge('email');
		await appwrite.control('POST', '/clock', { advanceSeconds: 3601 });
		const late = await meet(body.$id, await newestCode());
		expect(late).toMatchObject({ status: 401, body: { type: 'user_invalid_token' } });
	});

	it('cannot be met once its factor is forbidden', async () => {
		const { body } = await challenge('email');
		await allow({ email: false });
		expect(await meet(body.$id, await newestCode())).toMatchObject(forbidden);
		expect(await challenge('email')).toMatchObject(forbidden);
	});

	it('in another spelling of the recovery codes is made, and nothing meets it', async () => {
		const { body: codes } = await appwrite.askAs(ada, 'POST', '/account/mfa/recovery-codes');
		const { status, body } = await challenge('recoverycode');
		expect(status).toBe(201);
		expect((await meet(body.$id, codes.recoveryCodes[0])).status).toBe(401);
	});
});

describe('the factor that the app delivers itself', () => {
	it('is off in a new project', async () => {
		expect(await challenge('custom')).toMatchObject(forbidden);
		expect((await appwrite.askAs(ada, 'GET', '/account/mfa/factors')).body.custom).toBe(false);
	});

	it('is shown to a key alone, and met like a code by e-mail', async () => {
		await allow({ custom: true });
		const { body } = await challenge('custom');
		const path = `/users/${userId}/mfa/challenges/${body.$id}`;
		expect((await appwrite.askAs(ada, 'GET', path)).status).toBe(401);

		const shown = await appwrite.ask('GET', path);
		expect(shown.body).toEqual({ ...body, code: expect.stringMatching(/^\d{6}$/) });
		const met = await meet(body.$id, shown.body.code);
		expect(met.body.factors).toEqual(['password', 'custom']);
	});

	it('is the only one whose code a key sees', async () => {
		const { body } = await challenge('email');
		const shown = await appwrite.ask('GET', `/users/${userId}/mfa/challenges/${body.$id}`);
		expect(shown.body.type).toBe('user_invalid_token');
	});

	it('does not make anybody be asked', async () => {
		await allow({ custom: true });
		await appwrite.ask('PATCH', `/users/${userId}/verification`, { emailVerification: false });
		await appwrite.askAs(ada, 'PATCH', '/account/mfa', { mfa: true });
		const again = await appwrite.ask('POST', '/account/sessions/email', {
			email: 'ada@example.com',
			password: 'correct horse'
		});
		expect((await appwrite.askAs(again.body.secret, 'GET', '/account')).status).toBe(200);
	});
});

it('the policy changes what it names, and is unknown to 1.9', async () => {
	await allow({ totp: false });
	await allow({ email: false });
	const { body } = await appwrite.askAs(ada, 'GET', '/account/mfa/factors');
	expect(body).toMatchObject({ totp: false, email: false });
	expect((await allow({ totp: 'no' })).status).toBe(400);

	appwrite = createTestAppwrite({ version: '1.9' });
	expect((await allow({ totp: false })).status).toBe(400);
});

it.each(['1.9', '2.0', '2.5'] as const)(
	'in %s nothing is to be found by half a sign-in',
	async (version) => {
		appwrite = createTestAppwrite({ version });
		ada = await appwrite.signUpAndIn('ada@example.com');
		userId = (await appwrite.askAs(ada, 'GET', '/account')).body.$id;
		await appwrite.ask('PATCH', `/users/${userId}/verification`, { emailVerification: true });
		await appwrite.ask('PATCH', `/users/${userId}/mfa`, { mfa: true });
		const headers = { 'x-appwrite-session': ada };
		const response = await appwrite.request('GET', '/nope', { headers });
		expect(response.status).toBe(401);
		expect(await response.text()).toContain('More factors are required');
	}
);
