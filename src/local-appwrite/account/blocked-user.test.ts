import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const ada = { userId: 'ada', email: 'ada@example.com', password: 'correct horse' };
const url = 'http://localhost/page';
const blocked = { code: 403, type: 'user_blocked' };

let appwrite: ReturnType<typeof createTestAppwrite>;
let session: string;

beforeEach(async () => {
	appwrite = createTestAppwrite();
	await appwrite.ask('POST', '/users', ada);
	session = (await appwrite.ask('POST', '/account/sessions/email', ada)).body.secret;
});

const setStatus = (status: boolean) => appwrite.ask('PATCH', '/users/ada/status', { status });

async function request(method: string, path: string, body?: object, headers = {}) {
	const response = await appwrite.request(method, path, { headers, body });
	return response.json();
}

async function secretOfLink(): Promise<string> {
	const path = `/mailbox/messages.json?to=${encodeURIComponent(ada.email)}`;
	const [{ links }] = await (await appwrite.send('GET', path)).json();
	return new URL(links[0]).searchParams.get('secret') ?? '';
}

describe('a blocked user', () => {
	it('is told so by no password but the right one, and gets no recovery link', async () => {
		await setStatus(false);
		const guess = { ...ada, password: 'wrong horse' };

		const wrong = await request('POST', '/account/sessions/email', guess);
		expect(wrong).toMatchObject({ type: 'user_invalid_credentials' });
		expect(await request('POST', '/account/sessions/email', ada)).toMatchObject(blocked);
		expect(await request('POST', '/account/recovery', { ...ada, url })).toMatchObject(blocked);
	});

	it('can still use the links from before, but none of them gets them in', async () => {
		const asAda = { 'x-appwrite-session': session };
		await request('POST', '/account/recovery', { ...ada, url });
		const recovery = await secretOfLink();
		await request('POST', '/account/verifications/email', { url }, asAda);
		const verification = await secretOfLink();
		await setStatus(false);

		const verified = { userId: 'ada', secret: verification };
		expect(await request('PUT', '/account/verifications/email', verified, asAda)).toMatchObject(
			blocked
		);
		expect(await request('PUT', '/account/verifications/email', verified)).toMatchObject({
			userId: 'ada'
		});
		const reset = { userId: 'ada', secret: recovery, password: 'another horse' };
		expect(await request('PUT', '/account/recovery', reset)).toMatchObject({ userId: 'ada' });
		const signIn = { ...ada, password: 'another horse' };
		expect(await request('POST', '/account/sessions/email', signIn)).toMatchObject(blocked);
	});

	it('is blocked with whatever a server makes for them, until that is undone', async () => {
		await setStatus(false);
		const made = await appwrite.ask('POST', '/users/ada/sessions');
		const { body } = await appwrite.ask('POST', '/users/ada/jwts', {});
		const callers = [
			{ 'x-appwrite-session': session },
			{ 'x-appwrite-session': made.body.secret },
			{ 'x-appwrite-jwt': body.jwt }
		];

		for (const headers of callers) {
			expect(await request('GET', '/account', undefined, headers)).toMatchObject(blocked);
		}
		await setStatus(true);
		for (const headers of callers) {
			expect(await request('GET', '/account', undefined, headers)).toMatchObject({ $id: 'ada' });
		}
	});
});
