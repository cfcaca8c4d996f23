import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;
let ada: string;
let userId: string;

beforeEach(async () => {
	appwrite = createTestAppwrite({ version: '2.5' });
	ada = await appwrite.signUpAndIn('ada@example.com');
	userId = (await appwrite.askAs(ada, 'GET', '/account')).body.$id;
});

async function messagesTo(address: string) {
	return (await appwrite.send('GET', `/mailbox/messages.json?to=${address}`)).json();
}

const recover = (email: string) =>
	appwrite.askAs('', 'POST', '/account/recovery', { email, url: 'http://localhost:3000' });

describe('a recovery', () => {
	it('in 2.5 answers an unknown and a blocked address as it does a known one', async () => {
		const known = await recover('ada@example.com');
		const unknown = await recover('nobody@example.com');
		await appwrite.ask('PATCH', `/users/${userId}/status`, { status: false });
		const blocked = await recover('ada@example.com');

		const form = ({ status, body }: typeof known) => [status, Object.keys(body), body.secret];
		expect(form(unknown)).toEqual(form(known));
		expect(form(blocked)).toEqual(form(known));
		expect(blocked.body.userId).not.toBe(userId);
		expect(unknown.body.userId).toMatch(/^[\da-f]{20}$/);
		expect(await messagesTo('nobody@example.com')).toEqual([]);
		expect(await messagesTo('ada@example.com')).toHaveLength(1);
	});

	it('before 2.5 says who has no account', async () => {
		appwrite = createTestAppwrite({ version: '2.0' });
		expect(await recover('nobody@example.com')).toMatchObject({
			status: 404,
			body: { type: 'user_not_found' }
		});
	});

	it('by code gives a new password once, and ends the sessions', async () => {
		const given = { email: 'ada@example.com', phrase: true };
		const { status, body } = await appwrite.askAs('', 'POST', '/account/recovery/otp', given);
		expect([status, body.secret]).toEqual([201, '']);
		expect(Date.parse(body.expire) - Date.parse(body.$createdAt)).toBeGreaterThan(890_000);

		const [mail] = await messagesTo('ada@example.com');
		expect(mail.text).toContain(body.phrase);
		expect(mail.links).toEqual([]);
		const confirm = (secret: string, id = userId) =>
			appwrite.askAs('', 'PUT', '/account/recovery/otp', {
				userId: id,
				secret,
				password: 'a new password'
			});
		expect((await confirm('000')).body.type).toBe('user_invalid_token');
		expect((await confirm(mail.otp, 'nobody')).body.type).toBe('user_not_found');
		expect((await confirm(mail.otp)).status).toBe(200);
		expect((await confirm(mail.otp)).body.type).toBe('user_invalid_token');
		expect((await appwrite.askAs(ada, 'GET', '/account')).status).toBe(401);
	});

	it('by code is over after a quarter of an hour, and its code is none for a link', async () => {
		await appwrite.askAs('', 'POST', '/account/recovery/otp', { email: 'ada@example.com' });
		const [{ otp: secret }] = await messagesTo('ada@example.com');
		const given = { userId, secret, password: 'a new password' };
		const byLink = await appwrite.askAs('', 'PUT', '/account/recovery', given);
		expect(byLink.body.type).toBe('user_invalid_token');
		await appwrite.control('POST', '/clock', { advanceSeconds: 901 });
		const late = await appwrite.askAs('', 'PUT', '/account/recovery/otp', given);
		expect(late.body.type).toBe('user_invalid_token');
	});

	it('by code tells nobody who has an account', async () => {
		const given = { email: 'nobody@example.com', phrase: true };
		const { status, body } = await appwrite.askAs('', 'POST', '/account/recovery/otp', given);
		expect([status, body.secret]).toEqual([201, '']);
		expect(body.phrase).toMatch(/\w+ \w+/);
	});
});

describe('a verification by code', () => {
	it('verifies the address, without a session too, and then there is none', async () => {
		const start = () => appwrite.askAs(ada, 'POST', '/account/verifications/email/otp', {});
		expect((await start()).status).toBe(201);
		const [{ otp: secret }] = await messagesTo('ada@example.com');
		const path = '/account/verifications/email/otp';
		const confirm = () => appwrite.askAs('', 'PUT', path, { userId, secret });
		expect((await confirm()).status).toBe(200);
		expect((await confirm()).body.type).toBe('user_invalid_token');
		const { body } = await appwrite.askAs(ada, 'GET', '/account');
		expect(body.emailVerification).toBe(true);
		expect(await start()).toMatchObject({
			status: 409,
			body: { type: 'user_email_already_verified' }
		});
	});
});

describe('the secret of a token', () => {
	const makers: [string, object][] = [
		['/account/tokens/email', { userId: 'unique()', email: 'ada@example.com' }],
		['/account/tokens/magic-url', { userId: 'unique()', email: 'ada@example.com' }],
		['/account/tokens/phone', { userId: 'unique()', phone: '+15550000001' }],
		['/account/recovery', { email: 'ada@example.com', url: 'http://localhost:3000' }]
	];

	async function secrets(scopes: string[]): Promise<boolean[]> {
		const key = { keyId: 'unique()', name: 'Key', scopes };
		const { secret } = await (await appwrite.control('POST', '/project/keys', key)).json();
		const shown = [];
		for (const [path, body] of makers) {
			const token = await appwrite.askWith({ 'x-appwrite-key': secret }, 'POST', path, body);
			shown.push(token.body.secret !== '');
		}
		return shown;
	}

	it('is for keys that may write users, since 2.5', async () => {
		expect(await secrets(['sessions.write'])).toEqual([false, false, false, false]);
		expect(await secrets(['sessions.write', 'users.write'])).toEqual([true, true, true, true]);
		appwrite = createTestAppwrite({ version: '2.0' });
		await appwrite.signUpAndIn('ada@example.com');
		expect(await secrets(['sessions.write'])).toEqual([true, true, true, true]);
	});
});
