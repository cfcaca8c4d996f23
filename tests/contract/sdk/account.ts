import { describe, expect, it } from 'vitest';
import { guestAccount, keyAccount } from '../appwrite.ts';
import { newPerson, signedInAccount, signIn, signUp } from '../people.ts';

describe('account.create', () => {
	it('makes an active, unverified user without a session', async () => {
		const ada = newPerson('Ada');
		const user = await signUp({ ...ada, email: ada.email.toUpperCase() });

		expect(user).toMatchObject({
			$id: ada.userId,
			name: 'Ada',
			email: ada.email,
			emailVerification: false,
			phone: '',
			status: true,
			labels: [],
			mfa: false,
			prefs: {}
		});
		expect(user.targets).toMatchObject([{ providerType: 'email', identifier: ada.email }]);
		expect(Date.parse(user.registration)).toBeGreaterThan(Date.now() - 60_000);
	});

	it('refuses an address that is taken, in capitals too', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const taken = { ...newPerson('Bo'), email: ada.email.toUpperCase() };

		await expect(signUp(taken)).rejects.toMatchObject({ code: 409, type: 'user_already_exists' });
	});

	it('refuses a password of seven characters', async () => {
		await expect(signUp({ ...newPerson('Ada'), password: '1234567' })).rejects.toMatchObject({
			code: 400,
			message: 'Invalid `password` param: Password must be between 8 and 256 characters long.'
		});
	});
});

describe('account.get', () => {
	it('knows the user of a session', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		expect(await account.get()).toMatchObject({ $id: ada.userId, email: ada.email });
	});

	it('tells a guest that they are one', async () => {
		await expect(guestAccount.get()).rejects.toMatchObject({
			code: 401,
			type: 'general_unauthorized_scope',
			message: 'User (role: guests) missing scopes (["account"])'
		});
	});

	it('is not for keys', async () => {
		await expect(keyAccount.get()).rejects.toMatchObject({
			code: 401,
			type: 'general_unauthorized_scope'
		});
	});
});

describe('account.updateName', () => {
	it('changes the name, markup and all', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		const name = '<b>"Ada" & Co/\\</b> 🙂';

		expect(await account.updateName({ name })).toMatchObject({ name });
		expect(await account.get()).toMatchObject({ name });
	});

	it('refuses an empty one', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		await expect(account.updateName({ name: '' })).rejects.toMatchObject({ code: 400 });
	});
});

describe('account.updatePrefs', () => {
	it('replaces all preferences', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		expect(await account.getPrefs()).toEqual({});

		await account.updatePrefs({ prefs: { theme: 'dark', sizes: [1, 2.5], deep: { on: true } } });
		expect(await account.getPrefs()).toEqual({
			theme: 'dark',
			sizes: [1, 2.5],
			deep: { on: true }
		});

		await account.updatePrefs({ prefs: { other: 'x' } });
		expect((await account.get()).prefs).toEqual({ other: 'x' });
	});

	it('brings an empty object inside back as a list', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		const { prefs } = await account.updatePrefs({ prefs: { empty: {} } });
		expect(prefs).toEqual({ empty: [] });
	});
});

describe('account.updatePassword', () => {
	it('asks for the old one and ends all other sessions', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		await signIn(ada);
		const password = 'another horse';

		await expect(account.updatePassword({ password })).rejects.toMatchObject({
			type: 'user_invalid_credentials'
		});
		await account.updatePassword({ password, oldPassword: ada.password });

		expect(await account.listSessions()).toMatchObject({ total: 1 });
		await expect(signIn(ada)).rejects.toMatchObject({ type: 'user_invalid_credentials' });
		expect(await signIn({ ...ada, password })).toMatchObject({ userId: ada.userId });
	});
});

describe('account.updateStatus', () => {
	it('blocks the user and every session', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);

		expect(await account.updateStatus()).toMatchObject({ status: false });
		const blocked = { code: 403, type: 'user_blocked' };
		await expect(account.get()).rejects.toMatchObject(blocked);
		await expect(signIn(ada)).rejects.toMatchObject(blocked);
	});
});
