import { ID, MessagingProviderType } from 'node-appwrite';
import { describe, expect, it } from 'vitest';
import { users } from '../appwrite.ts';
import { newPerson, signUp } from '../people.ts';

const missing = { code: 404, type: 'user_target_not_found' };

/** A second address at which somebody new can be reached. */
async function createAdasTarget() {
	const ada = newPerson('Ada');
	await signUp(ada);
	const { email: identifier } = newPerson('Lovelace');
	const { userId } = ada;
	const targetId = ID.unique();
	const providerType = MessagingProviderType.Email;
	const target = await users.createTarget({ userId, targetId, providerType, identifier });
	return { userId, targetId, identifier, target };
}

describe('users.createTarget', () => {
	it('adds an address, which is found again and once only', async () => {
		const { userId, targetId, identifier, target } = await createAdasTarget();
		expect(target).toMatchObject({ $id: targetId, userId, providerType: 'email', identifier });

		expect(await users.getTarget({ userId, targetId })).toEqual(target);
		expect(await users.listTargets({ userId })).toMatchObject({ total: 2 });
		const again = { userId, targetId, providerType: MessagingProviderType.Email };
		await expect(
			users.createTarget({ ...again, identifier: newPerson('Ada').email })
		).rejects.toMatchObject({ code: 409, type: 'user_target_already_exists' });
	});
});

describe('users.updateTarget', () => {
	it('moves it to another address', async () => {
		const { userId, targetId } = await createAdasTarget();
		const { email: identifier } = newPerson('Ada');
		const moved = await users.updateTarget({ userId, targetId, identifier });
		expect(moved).toMatchObject({ $id: targetId, identifier });
	});
});

describe('users.deleteTarget', () => {
	it('removes it, and knows nobody else’s', async () => {
		const { userId, targetId } = await createAdasTarget();
		const bo = newPerson('Bo');
		await signUp(bo);
		const asBos = { userId: bo.userId, targetId };
		await expect(users.deleteTarget(asBos)).rejects.toMatchObject(missing);

		await users.deleteTarget({ userId, targetId });
		await expect(users.getTarget({ userId, targetId })).rejects.toMatchObject(missing);
	});
});
