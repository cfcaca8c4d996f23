import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(async () => {
	appwrite = createTestAppwrite();
	const ada = { userId: 'ada', email: 'ada@example.com', password: 'correct horse' };
	await send('POST', '/account', ada);
});

/** With the key, so that secrets are in the answers. */
async function send(method: string, path: string, body: object, headers = appwrite.asKey) {
	const response = await appwrite.request(method, path, { headers, body });
	return { status: response.status, ...(await response.json()) };
}

const guest = {} as typeof appwrite.asKey;

async function control(path: string, body: object, method = 'POST') {
	const address = `http://localhost${appwrite.controlPath}${path}`;
	const headers = { 'content-type': 'application/json' };
	await appwrite.fetch(new Request(address, { method, headers, body: JSON.stringify(body) }));
}

const codeFor = (email: string, userId = 'unique()') =>
	send('POST', '/account/tokens/email', { userId, email });

const linkFor = (email: string, rest: object = {}) =>
	send('POST', '/account/tokens/magic-url', { userId: 'unique()', email, ...rest });

const codeForPhone = (phone: string) =>
	send('POST', '/account/tokens/phone', { userId: 'unique()', phone });

const exchange = (secret: string, userId = 'ada') =>
	send('POST', '/account/sessions/token', { userId, secret });

async function mailsTo(address: string) {
	const url = `http://localhost/mailbox/messages.json?to=${encodeURIComponent(address)}`;
	return (await appwrite.fetch(new Request(url))).json();
}

describe('a code by mail', () => {
	it('takes the id given for somebody new, and leaves a known one alone', async () => {
		expect(await codeFor('bo@example.com', 'bo')).toMatchObject({ status: 201, userId: 'bo' });
		expect(await codeFor('bo@example.com', 'other')).toMatchObject({ userId: 'bo' });
		expect(await codeFor('cy@example.com', 'ada')).toMatchObject({ status: 500 });
	});

	it('finds a known address in capitals, and keeps the capitals of a new one', async () => {
		expect(await codeFor('ADA@example.com')).toMatchObject({ userId: 'ada' });
		expect(await mailsTo('ADA@example.com')).toMatchObject([{ to: 'ADA@example.com' }]);

		const { secret } = await codeFor('Bo@Example.com', 'bo');
		const session = await exchange(secret, 'bo');
		const headers = { 'x-appwrite-session': session.secret };
		const account = await appwrite.request('GET', '/account', { headers });
		expect(await account.json()).toMatchObject({
			email: 'Bo@Example.com',
			targets: [{ providerType: 'email', identifier: 'Bo@Example.com' }]
		});
	});

	it('is good for 15 minutes', async () => {
		const { secret } = await codeFor('ada@example.com');
		await control('/clock', { advanceSeconds: 890 });
		expect(await exchange(secret)).toMatchObject({ status: 201 });

		const late = await codeFor('ada@example.com');
		await control('/clock', { advanceSeconds: 901 });
		expect(await exchange(late.secret)).toMatchObject({ type: 'user_invalid_token' });
	});

	it('stays good beside a newer one', async () => {
		const first = await codeFor('ada@example.com');
		const second = await codeFor('ada@example.com');
		expect(await exchange(second.secret)).toMatchObject({ status: 201 });
		expect(await exchange(first.secret)).toMatchObject({ status: 201 });
	});

	it("is nobody else's", async () => {
		await codeFor('bo@example.com', 'bo');
		const { secret } = await codeFor('ada@example.com');
		expect(await exchange(secret, 'bo')).toMatchObject({ type: 'user_invalid_token' });
	});

	it('lets a blocked user begin a session, which is of no use', async () => {
		const { secret } = await codeFor('ada@example.com');
		const session = await exchange(secret);
		const asAda = { headers: { 'x-appwrite-session': session.secret } };
		await appwrite.request('PATCH', '/account/status', asAda);

		const again = await codeFor('ada@example.com');
		const useless = await exchange(again.secret);
		expect(useless).toMatchObject({ status: 201, userId: 'ada' });
		const headers = { 'x-appwrite-session': useless.secret };
		expect((await appwrite.request('GET', '/account', { headers })).status).toBe(403);
	});

	it('makes no user above the limit of the project, but reaches those who are there', async () => {
		await control('/project/policies/user-limit', { total: 1 }, 'PATCH');
		expect(await codeFor('bo@example.com')).toMatchObject({ type: 'user_count_exceeded' });
		expect(await codeFor('ada@example.com')).toMatchObject({ status: 201 });
		const anonymous = await send('POST', '/account/sessions/anonymous', {});
		expect(anonymous).toMatchObject({ status: 400, type: 'user_count_exceeded' });
	});

	it('names its phrase and the device in the mail', async () => {
		const body = { userId: 'unique()', email: 'ada@example.com', phrase: true };
		const headers = {
			...guest,
			'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0'
		};
		const { phrase, secret } = await send('POST', '/account/tokens/email', body, headers);

		expect(phrase).toMatch(/^[A-Z][a-z]+ [a-z]+$/);
		expect(secret).toBe('');
		const [{ text }] = await mailsTo('ada@example.com');
		expect(text).toContain(`Security phrase: ${phrase}.`);
		expect(text).toContain('Firefox on UNKNOWN GNU/Linux');
	});
});

describe('a magic link', () => {
	it("leads to Appwrite's own page when it is told no other", async () => {
		await linkFor('ada@example.com');
		const [{ links }] = await mailsTo('ada@example.com');
		expect(links[0]).toMatch(/^http:\/\/localhost\/console\/auth\/magic-url\?userId=ada&secret=/);
		expect(links[0]).toMatch(/&project=local-appwrite$/);
	});

	it('does not take an empty address for none', async () => {
		const refusal = await linkFor('ada@example.com', { url: '' });
		expect(refusal).toMatchObject({ status: 400, message: 'Invalid `url` param: Invalid URI.' });
	});

	it('is good for an hour', async () => {
		const { secret } = await linkFor('ada@example.com');
		await control('/clock', { advanceSeconds: 3601 });
		expect(await exchange(secret)).toMatchObject({ type: 'user_invalid_token' });
	});

	it('may be exchanged at the old address of phone codes', async () => {
		const { secret } = await linkFor('ada@example.com');
		const session = await send('PUT', '/account/sessions/phone', { userId: 'ada', secret });
		expect(session).toMatchObject({ status: 201, provider: 'magic-url' });
	});
});

describe('a code by SMS', () => {
	it('is sent as it is to its number, but is not what a key sees', async () => {
		const { secret, userId } = await codeForPhone('+4915112345678');
		const [{ otp, text }] = await mailsTo('+4915112345678');

		expect(text).toBe(otp);
		const seen = JSON.parse(Buffer.from(secret, 'base64').toString());
		expect(seen).toEqual({ id: userId, secret: otp });
	});

	it('finds a known number, and confirms it as a verification would', async () => {
		const { userId } = await codeForPhone('+4915112345678');
		expect(await codeForPhone('+4915112345678')).toMatchObject({ userId });

		const [{ otp }] = await mailsTo('+4915112345678');
		const body = { userId, secret: otp };
		const confirmed = await send('PUT', '/account/verifications/phone', body, guest);
		expect(confirmed).toMatchObject({ status: 200, userId });
		expect(await exchange(otp, userId)).toMatchObject({ type: 'user_invalid_token' });
	});

	it('is not sent to a mock number, whose code is set', async () => {
		await control('/project/mock-phones', { number: '+4915112345678', otp: '246810' });
		const { userId } = await codeForPhone('+4915112345678');

		expect(await mailsTo('+4915112345678')).toEqual([]);
		expect(await exchange('246810', userId)).toMatchObject({ provider: 'phone' });
	});
});
