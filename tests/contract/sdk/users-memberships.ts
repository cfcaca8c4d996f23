import { describe, expect, it } from 'vitest';
import { users } from '../appwrite.ts';
import { newPerson, signUp } from '../people.ts';

describe('users.listMemberships', () => {
	it('is empty for somebody who is in no team', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const { userId } = ada;
		expect(await users.listMemberships({ userId })).toEqual({ total: 0, memberships: [] });
	});

	it('knows no unknown user', async () => {
		const { userId } = newPerson('Ada');
		await expect(users.listMemberships({ userId })).rejects.toMatchObject({
			code: 404,
			type: 'user_not_found'
		});
	});
});
