import { describe, expect, it } from 'vitest';
import { accountOf, sessionClient, users } from '../appwrite.ts';
import { newPerson, newPhone, signedInAccount, signIn, signUp } from '../people.ts';

/** Somebody who has signed up. */
async function newUser(name: string) {
	const person = newPerson(name);
	await signUp(person);
	return person;
}

describe('users.updateName', () => {
	it('may empty it', async () => {
		const { userId } = await newUser('Ada');
		expect(await users.updateName({ userId, name: '' })).toMatchObject({ name: '' });
	});
});

describe('users.updateEmail', () => {
	it('changes the address, which nobody has verified yet', async () => {
		const { userId } = await newUser('Ada');
		const { email } = newPerson('Lovelace');
		expect(await users.updateEmail({ userId, email })).toMatchObject({
			email,
			emailVerification: false,
			targets: [{ identifier: email }]
		});
	});

	it('refuses an address that is taken', async () => {
		const { userId } = await newUser('Ada');
		const { email } = await newUser('Bo');
		await expect(users.updateEmail({ userId, email })).rejects.toMatchObject({
			code: 409,
			type: 'user_target_already_exists'
		});
	});
});

describe('users.updatePhone', () => {
	it('sets a number and takes it away', async () => {
		const { userId } = await newUser('Ada');
		const phone = newPhone();
		expect(await users.updatePhone({ userId, number: phone })).toMatchObject({ phone });

		await users.updatePhone({ userId, number: '' });
		const { phone: none, targets } = await users.get({ userId });
		expect(none).toBe('');
		expect(targets).toMatchObject([{ providerType: 'email' }]);
	});
});

describe('users.updatePassword', () => {
	it('needs no old one and ends all sessions', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const password = 'another horse';

		await users.updatePassword({ userId: ada.userId, password });
		await expect(account.get()).rejects.toMatchObject({ type: 'general_unauthorized_scope' });
		expect(await signIn({ ...ada, password })).toMatchObject({ userId: ada.userId });
	});

	it('with an empty one lets nobody in by password', async () => {
		const ada = await newUser('Ada');
		await users.updatePassword({ userId: ada.userId, password: '' });
		await expect(signIn(ada)).rejects.toMatchObject({ type: 'user_invalid_credentials' });
	});
});

describe('users.updateLabels', () => {
	it('replaces them', async () => {
		const { userId } = await newUser('Ada');
		await users.updateLabels({ userId, labels: ['admin', 'beta'] });
		expect(await users.updateLabels({ userId, labels: ['vip'] })).toMatchObject({
			labels: ['vip']
		});
	});

	it('takes letters and digits only', async () => {
		const { userId } = await newUser('Ada');
		await expect(users.updateLabels({ userId, labels: ['is-admin'] })).rejects.toMatchObject({
			code: 400,
			type: 'general_argument_invalid'
		});
	});
});

describe('users.updatePrefs', () => {
	it('answers with the preferences alone', async () => {
		const { userId } = await newUser('Ada');
		const prefs = { theme: 'dark' };
		expect(await users.updatePrefs({ userId, prefs })).toEqual(prefs);
		expect(await users.getPrefs({ userId })).toEqual(prefs);
	});
});

describe('users.updateStatus', () => {
	it('blocks the sessions until it is undone', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { userId } = ada;

		expect(await users.updateStatus({ userId, status: false })).toMatchObject({ status: false });
		await expect(account.get()).rejects.toMatchObject({ code: 403, type: 'user_blocked' });
		await users.updateStatus({ userId, status: true });
		expect(await account.get()).toMatchObject({ status: true });
	});
});

describe('what a key vouches for', () => {
	it('users.updateEmailVerification and users.updatePhoneVerification', async () => {
		const { userId } = await newUser('Ada');
		await users.updateEmailVerification({ userId, emailVerification: true });
		await users.updatePhoneVerification({ userId, phoneVerification: true });
		const verified = { emailVerification: true, phoneVerification: true };
		expect(await users.get({ userId })).toMatchObject(verified);
	});
});

describe('users.updateImpersonator', () => {
	it('lets a user act as another', async () => {
		const ada = await newUser('Ada');
		const bo = await newUser('Bo');
		await users.updateImpersonator({ userId: ada.userId, impersonator: true });
		const { secret } = await signIn(ada);

		const asBo = accountOf(sessionClient(secret).setImpersonateUserId(bo.userId));
		expect(await asBo.get()).toMatchObject({ $id: bo.userId, impersonatorUserId: ada.userId });
	});

	it('is not for everybody: who may not act as another goes on as who they are', async () => {
		const ada = await newUser('Ada');
		const bo = await newUser('Bo');
		const { secret } = await signIn(ada);

		const asBo = accountOf(sessionClient(secret).setImpersonateUserId(bo.userId));
		expect(await asBo.get()).toMatchObject({ $id: ada.userId });
	});
});

it.each<[string, (userId: string) => Promise<unknown>]>([
	['updateName', (userId) => users.updateName({ userId, name: 'Ada' })],
	['updatePrefs', (userId) => users.updatePrefs({ userId, prefs: {} })],
	['updateStatus', (userId) => users.updateStatus({ userId, status: false })]
])('users.%s knows no unknown user', async (_method, update) => {
	const { userId } = newPerson('Nobody');
	await expect(update(userId)).rejects.toMatchObject({ code: 404, type: 'user_not_found' });
});
