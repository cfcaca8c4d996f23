import { Query, Users } from 'node-appwrite';
import { describe, expect, it } from 'vitest';
import { guestClient, sessionClient, users } from '../appwrite.ts';
import { newPerson, newPhone, signedInAccount, signIn, signUp } from '../people.ts';

const unknown = { code: 404, type: 'user_not_found' };

describe('users.create', () => {
	it('makes a user with everything at once, who can sign in', async () => {
		const ada = newPerson('Ada');
		const phone = newPhone();

		expect(await users.create({ ...ada, phone })).toMatchObject({
			$id: ada.userId,
			name: 'Ada',
			email: ada.email,
			phone,
			hash: 'argon2',
			targets: [{ providerType: 'email' }, { providerType: 'sms' }]
		});
		expect(await signIn(ada)).toMatchObject({ userId: ada.userId });
	});

	it('makes one without anything', async () => {
		const { userId } = newPerson('Ada');
		expect(await users.create({ userId })).toMatchObject({ email: '', passwordUpdate: '' });
	});

	it('refuses an address that is taken', async () => {
		const ada = newPerson('Ada');
		await users.create(ada);
		await expect(users.create({ ...newPerson('Bo'), email: ada.email })).rejects.toMatchObject({
			code: 409,
			type: 'user_already_exists'
		});
	});
});

describe('users.get', () => {
	it('knows a user by their id', async () => {
		const ada = newPerson('Ada');
		await users.create(ada);
		expect(await users.get(ada)).toMatchObject({ email: ada.email });
	});

	it('is neither for guests nor for users', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const { secret } = await signIn(ada);
		const refused = { code: 401, type: 'general_unauthorized_scope' };

		await expect(new Users(guestClient()).get(ada)).rejects.toMatchObject(refused);
		await expect(new Users(sessionClient(secret)).get(ada)).rejects.toMatchObject(refused);
	});
});

describe('users.list', () => {
	it('finds users by a query and by a search', async () => {
		const ada = newPerson('Ada');
		await users.create(ada);
		const found = { total: 1, users: [{ $id: ada.userId }] };

		const queries = [Query.equal('email', ada.email), Query.limit(2)];
		expect(await users.list({ queries })).toMatchObject(found);
		expect(await users.list({ search: ada.userId })).toMatchObject(found);
	});

	it('refuses to select', async () => {
		await expect(users.list({ queries: [Query.select(['email'])] })).rejects.toMatchObject({
			code: 400,
			message: 'Invalid `queries` param: Invalid query method: select'
		});
	});
});

describe('users.delete', () => {
	it('leaves nothing of the user, whose session is a guest’s', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);

		await users.delete(ada);
		await expect(users.get(ada)).rejects.toMatchObject(unknown);
		await expect(users.delete(ada)).rejects.toMatchObject(unknown);
		await expect(account.get()).rejects.toMatchObject({ type: 'general_unauthorized_scope' });
	});
});
