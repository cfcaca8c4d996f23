import { beforeEach, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

const ada = { email: 'ada@example.com', password: 'correct horse' };

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(async () => {
	appwrite = createTestAppwrite();
	await appwrite.control('PATCH', '/project/policies/session-alert', { enabled: true });
	await appwrite.signUpAndIn(ada.email);
});

function post(path: string, body: object) {
	return appwrite.request('POST', path, { headers: appwrite.asKey, body });
}

async function alerts(): Promise<{ text: string }[]> {
	const path = `/mailbox/messages.json?to=${ada.email}`;
	const mails = await (await appwrite.send('GET', path)).json();
	return mails.filter(({ subject }: { subject: string }) => subject.startsWith('Security alert'));
}

it('a user is not told of their first session', async () => {
	expect(await alerts()).toEqual([]);
});

it('a user is told of a second session, and from where it was begun', async () => {
	const headers = { 'x-forwarded-for': '203.0.113.7' };
	await appwrite.request('POST', '/account/sessions/email', { headers, body: ada });

	expect(await alerts()).toMatchObject([{ text: expect.stringContaining('203.0.113.7') }]);
});

it('a session that began with a mail needs no second one', async () => {
	for (const kind of ['email', 'magic-url']) {
		const body = { userId: 'unique()', email: ada.email };
		const { userId, secret } = await (await post(`/account/tokens/${kind}`, body)).json();
		const session = await post('/account/sessions/token', { userId, secret });
		expect(session.status).toBe(201);
	}

	expect(await alerts()).toEqual([]);
});

it('a user is told of the new session even if it ends the one before', async () => {
	await appwrite.control('PATCH', '/project/policies/session-limit', { total: 1 });
	await post('/account/sessions/email', ada);

	expect(await alerts()).toHaveLength(1);
});
