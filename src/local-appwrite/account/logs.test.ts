import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const ada = { email: 'ada@example.com', password: 'correct horse' };

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

function ask(session: string, method: string, path: string, body?: object) {
	return appwrite.request(method, path, { headers: { 'x-appwrite-session': session }, body });
}

function byKey(method: string, path: string, body?: object) {
	return appwrite.request(method, path, { headers: appwrite.asKey, body });
}

async function eventsOf(session: string): Promise<string[]> {
	const { logs } = await (await ask(session, 'GET', '/account/logs')).json();
	return logs.map(({ event }: { event: string }) => event);
}

describe('GET /account/logs', () => {
	it('tells from where and with what somebody did something', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		const headers = {
			'x-appwrite-session': session,
			'x-forwarded-for': '203.0.113.7',
			'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
		};
		await appwrite.request('PATCH', '/account/name', { headers, body: { name: 'Ada L' } });

		const { logs } = await (await ask(session, 'GET', '/account/logs')).json();
		expect(logs[0]).toMatchObject({
			event: 'user.update',
			userName: 'Ada L',
			ip: '203.0.113.7',
			clientName: 'Firefox'
		});
	});

	it('leaves out what was refused, and what was only read', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		await ask(session, 'PATCH', '/account/name', {});
		await ask(session, 'PATCH', '/account/email', { ...ada, password: 'wrong horse' });
		await ask(session, 'GET', '/account');

		expect(await eventsOf(session)).toEqual(['session.create', 'user.create']);
	});

	it('has what a guest did who turned out to be the user', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		await appwrite.request('POST', '/account/sessions/email', { body: ada });

		expect(await eventsOf(session)).toEqual(['session.create', 'session.create', 'user.create']);
	});

	it('has each step of a second factor that Appwrite remembers', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		const made = await ask(session, 'POST', '/account/mfa/recovery-codes');
		const { recoveryCodes } = await made.json();
		const challenge = await ask(session, 'POST', '/account/mfa/challenges', {
			factor: 'recoveryCode'
		});
		const { $id } = await challenge.json();
		const answer = { challengeId: $id, otp: recoveryCodes[0] };
		await ask(session, 'PUT', '/account/mfa/challenges', answer);
		await ask(session, 'PATCH', '/account/mfa', { mfa: false });

		expect(await eventsOf(session)).toEqual([
			'user.update',
			'challenges.update',
			'challenge.create',
			'session.create',
			'user.create'
		]);
	});

	it('has what a user did who acted as somebody else, whose log knows nothing of it', async () => {
		const adas = await appwrite.signUpAndIn(ada.email);
		const bobs = await appwrite.signUpAndIn('bob@example.com');
		const { $id } = await (await ask(adas, 'GET', '/account')).json();
		await byKey('PATCH', `/users/${$id}/impersonator`, { impersonator: true });
		const headers = {
			'x-appwrite-session': adas,
			'x-appwrite-impersonate-user-email': 'bob@example.com'
		};
		await appwrite.request('PATCH', '/account/name', { headers, body: { name: 'Bob' } });

		expect(await eventsOf(adas)).toEqual(['user.update', 'session.create', 'user.create']);
		expect(await eventsOf(bobs)).toEqual(['session.create', 'user.create']);
	});

	it('has nothing of what a key did to the user', async () => {
		const session = await appwrite.signUpAndIn(ada.email);
		const { $id } = await (await ask(session, 'GET', '/account')).json();
		await byKey('PATCH', `/users/${$id}/name`, { name: 'Ada L' });
		await byKey('POST', `/users/${$id}/sessions`);

		expect(await eventsOf(session)).toEqual(['session.create', 'user.create']);
	});

	it('shows nobody what others did, not even a later user of the same id', async () => {
		const body = { userId: 'ada', ...ada };
		await appwrite.request('POST', '/account', { body });
		const options = { headers: appwrite.asKey, body: ada };
		const former = await appwrite.request('POST', '/account/sessions/email', options);
		const { secret } = await former.json();
		await ask(secret, 'DELETE', '/account');

		await appwrite.signUpAndIn('bob@example.com');
		await appwrite.request('POST', '/account', { body });
		const later = await appwrite.request('POST', '/account/sessions/email', options);
		expect(await eventsOf((await later.json()).secret)).toEqual(['session.create', 'user.create']);
	});
});
