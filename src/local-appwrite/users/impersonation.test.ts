import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function createUser(userId: string, more: object = {}) {
	return appwrite.ask('POST', '/users', { userId, email: `${userId}@example.com`, ...more });
}

describe('an impersonator', () => {
	let headers: Record<string, string>;

	beforeEach(async () => {
		await createUser('ada');
		await createUser('bo', { phone: '+15550000002' });
		await appwrite.ask('PATCH', '/users/ada/impersonator', { impersonator: true });
		const session = await appwrite.ask('POST', '/users/ada/sessions');
		headers = { 'x-appwrite-session': session.body.secret };
	});

	async function idOf(path: string, more: Record<string, string> = {}) {
		const response = await appwrite.request('GET', path, { headers: { ...headers, ...more } });
		return (await response.json()).$id;
	}

	it('acts as who is named by phone or by a parameter', async () => {
		const byPhone = { 'x-appwrite-impersonate-user-phone': '+15550000002' };
		expect(await idOf('/account', byPhone)).toBe('bo');
		expect(await idOf('/account?impersonateEmail=BO@example.com')).toBe('bo');
		expect(await idOf('/account?impersonateUserId=nope')).toBe('ada');
	});

	it('leaves a trace in their own log and none on whom they act as', async () => {
		const asBo = { ...headers, 'x-appwrite-impersonate-user-id': 'bo' };
		await appwrite.request('PATCH', '/account/name', { headers: asBo, body: { name: 'B' } });

		expect((await appwrite.ask('GET', '/users/bo')).body).toMatchObject({
			name: 'B',
			accessedAt: ''
		});
		expect((await appwrite.ask('GET', '/users/bo/logs')).body.total).toBe(0);
		expect((await appwrite.ask('GET', '/users/ada/logs')).body.logs).toMatchObject([
			{ event: 'user.update' }
		]);
	});

	it('sees the list of users without any password secrets of sessions', async () => {
		await appwrite.ask('POST', '/users/bo/sessions');
		const response = await appwrite.request('GET', '/users/bo/sessions', { headers });
		expect((await response.json()).sessions).toMatchObject([{ secret: '' }]);
	});
});
