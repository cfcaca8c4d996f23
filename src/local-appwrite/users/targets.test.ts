import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function createUser(userId: string, more: object = {}) {
	return appwrite.ask('POST', '/users', { userId, email: `${userId}@example.com`, ...more });
}

describe('the targets of a user', () => {
	const push = { targetId: 'phone', providerType: 'push', identifier: 'device' };

	beforeEach(() => createUser('ada'));

	it('can be added, changed and deleted', async () => {
		expect((await appwrite.ask('POST', '/users/ada/targets', push)).status).toBe(201);
		const changed = await appwrite.ask('PATCH', '/users/ada/targets/phone', { name: 'Phone' });
		expect(changed.body).toMatchObject({ name: 'Phone', identifier: 'device' });
		expect((await appwrite.ask('GET', '/users/ada/targets/phone')).body.name).toBe('Phone');
		expect((await appwrite.ask('DELETE', '/users/ada/targets/phone')).status).toBe(204);
		expect((await appwrite.ask('GET', '/users/ada/targets/phone')).status).toBe(404);
	});

	it.each([
		['an address that is none', { providerType: 'email' }, 'general_invalid_email'],
		['a number that is none', { providerType: 'sms' }, 'general_invalid_phone'],
		[
			'an address that is taken',
			{ providerType: 'email', identifier: 'ada@example.com' },
			'user_target_already_exists'
		]
	])('do not take %s', async (_case, more, type) => {
		expect((await appwrite.ask('POST', '/users/ada/targets', { ...push, ...more })).body.type).toBe(
			type
		);
	});

	it('are not those of somebody else', async () => {
		await createUser('bo');
		await appwrite.ask('POST', '/users/ada/targets', push);
		expect((await appwrite.ask('DELETE', '/users/bo/targets/phone')).status).toBe(404);
	});
});
