import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const ada = { email: 'ada@example.com', password: 'correct horse' };
const phone = '+41791234567';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function change(session: string, field: 'email' | 'phone', body: object) {
	const headers = { 'x-appwrite-session': session };
	const answer = await appwrite.request('PATCH', `/account/${field}`, { headers, body });
	return answer.json();
}

async function signIn(path: string, body?: object): Promise<string> {
	const options = { headers: appwrite.asKey, body };
	const session = await appwrite.request('POST', `/account/sessions/${path}`, options);
	return (await session.json()).secret;
}

async function newestMessage(to: string) {
	const path = `/mailbox/messages.json?to=${encodeURIComponent(to)}`;
	const [message] = await (await appwrite.send('GET', path)).json();
	return message;
}

/** Answers the session of somebody who is known by their number alone. */
async function signInByPhone(): Promise<string> {
	const body = { userId: 'unique()', phone };
	const token = await appwrite.request('POST', '/account/tokens/phone', { body });
	const { otp } = await newestMessage(phone);
	return signIn('token', { userId: (await token.json()).userId, secret: otp });
}

describe('PATCH /account/email', () => {
	it('makes an account of an anonymous one, with the given password as its password', async () => {
		const account = await change(await signIn('anonymous'), 'email', ada);

		expect(account).toMatchObject({ email: ada.email, emailVerification: false, targets: [] });
		expect(account.passwordUpdate).not.toBe('');
		expect(await signIn('email', ada)).toBeTruthy();
	});

	it("refuses an address that another has without a target, and leaves one's own alone", async () => {
		const body = { userId: 'bob', email: 'bob@example.com' };
		await appwrite.request('POST', '/account/tokens/magic-url', { body });
		const session = await appwrite.signUpAndIn(ada.email);
		const refused = await change(session, 'email', { ...ada, email: 'bob@example.com' });

		expect(refused).toMatchObject({ code: 400, type: 'general_bad_request' });
		expect(await signIn('email', ada)).toBeTruthy();
	});
});

describe('PATCH /account/phone', () => {
	it('is unverified afterwards, and the target for SMS follows', async () => {
		const account = await change(await signInByPhone(), 'phone', { ...ada, phone: '+41797654321' });

		expect(account).toMatchObject({
			phone: '+41797654321',
			phoneVerification: false,
			targets: [{ providerType: 'sms', identifier: '+41797654321' }]
		});
	});

	it('refuses a number that is a target, even of the user themself', async () => {
		const session = await signInByPhone();
		const own = await change(session, 'phone', { ...ada, phone });
		const others = await appwrite.signUpAndIn('bob@example.com');
		const taken = await change(others, 'phone', { ...ada, phone });

		expect(own).toMatchObject({ code: 409, type: 'user_target_already_exists' });
		expect(taken).toMatchObject({ code: 409, type: 'user_target_already_exists' });
	});
});
