import { describe, expect, it } from 'vitest';
import { keyAccount, sessionAccount } from '../appwrite.ts';
import {
	newPerson,
	newPhone,
	removeLater,
	signedInAccount,
	signedInAgain,
	signIn,
	signUp
} from '../people.ts';

describe('account.updateEmail', () => {
	it('changes the address, which nobody has verified yet', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { email } = newPerson('Lovelace');

		expect(await account.updateEmail({ ...ada, email })).toMatchObject({
			email,
			emailVerification: false,
			targets: [{ providerType: 'email', identifier: email }]
		});
		expect(await signIn({ ...ada, email })).toMatchObject({ userId: ada.userId });
	});

	it('makes an account of an anonymous one', async () => {
		const { userId, secret } = await keyAccount.createAnonymousSession();
		removeLater(userId);
		const ada = newPerson('Ada');

		await sessionAccount(secret).updateEmail(ada);
		expect(await signIn(ada)).toMatchObject({ userId });
	});

	it('refuses a wrong password before it looks whose address it is', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const bo = newPerson('Bo');
		await signUp(bo);

		const guess = { email: bo.email, password: 'wrong horse' };
		await expect(account.updateEmail(guess)).rejects.toMatchObject({
			code: 401,
			type: 'user_invalid_credentials'
		});
		const taken = { code: 409, type: 'user_target_already_exists' };
		await expect(account.updateEmail({ ...ada, email: bo.email })).rejects.toMatchObject(taken);
		await expect(account.updateEmail(ada)).rejects.toMatchObject(taken);
	});
});

describe('account.updatePhone', () => {
	it('sets a number, which nobody has verified yet and which is then taken', async () => {
		const ada = newPerson('Ada');
		const bo = newPerson('Bo');
		const phone = newPhone();

		const account = await signedInAccount(ada);
		expect(await account.updatePhone({ ...ada, phone })).toMatchObject({
			phone,
			phoneVerification: false
		});
		const others = await signedInAccount(bo);
		await expect(others.updatePhone({ ...bo, phone })).rejects.toMatchObject({
			code: 409,
			type: 'user_phone_already_exists'
		});
	});

	it('refuses a wrong password', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const account = await signedInAgain(ada);
		const guess = { phone: newPhone(), password: 'wrong horse' };

		await expect(account.updatePhone(guess)).rejects.toMatchObject({
			code: 401,
			type: 'user_invalid_credentials'
		});
	});
});
