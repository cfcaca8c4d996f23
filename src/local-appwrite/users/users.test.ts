import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function createUser(userId: string, more: object = {}) {
	return appwrite.ask('POST', '/users', { userId, email: `${userId}@example.com`, ...more });
}

async function signIn(email: string, password: string) {
	return appwrite.ask('POST', '/account/sessions/email', { email, password });
}

describe('a user made by a server', () => {
	it('may be nobody but an id, and null says as much as nothing', async () => {
		const nulls = { email: null, phone: null, password: null, name: null };
		const { status, body } = await appwrite.ask('POST', '/users', { userId: 'ada', ...nulls });
		expect({ status, body }).toMatchObject({
			status: 201,
			body: { $id: 'ada', email: '', phone: '', name: '', password: null, targets: [] }
		});
	});

	it('cannot sign in any more once the password is taken away', async () => {
		await createUser('ada', { password: 'correct horse' });
		const { body } = await appwrite.ask('PATCH', '/users/ada/password', { password: '' });

		expect(body).toMatchObject({ password: '', passwordUpdate: expect.stringContaining('T') });
		expect((await signIn('ada@example.com', 'correct horse')).status).toBe(401);
	});

	it('can lose the address, but only one user at a time can be without one like that', async () => {
		await createUser('ada');
		await createUser('bo');
		const removed = await appwrite.ask('PATCH', '/users/ada/email', { email: '' });
		expect(removed.body).toMatchObject({ email: '', emailCanonical: null });
		expect(removed.body.targets).toHaveLength(1);
		expect((await appwrite.ask('GET', '/users/ada')).body.targets).toEqual([]);

		const second = await appwrite.ask('PATCH', '/users/bo/email', { email: '' });
		expect(second.body).toMatchObject({ code: 409, type: 'user_email_already_exists' });
	});

	it('has a target for each address that comes, moves or goes', async () => {
		await appwrite.ask('POST', '/users', { userId: 'ada' });
		await appwrite.ask('PATCH', '/users/ada/email', { email: 'ada@example.com' });
		await appwrite.ask('PATCH', '/users/ada/phone', { number: '+15550000001' });
		await appwrite.ask('PATCH', '/users/ada/email', { email: 'new@example.com' });
		await appwrite.ask('PATCH', '/users/ada/phone', { number: '' });

		const { body } = await appwrite.ask('GET', '/users/ada/targets');
		expect(body).toMatchObject({
			total: 1,
			targets: [{ providerType: 'email', identifier: 'new@example.com' }]
		});
	});
});
