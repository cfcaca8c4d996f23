import { describe, expect } from 'vitest';
import { guestAccount, keyAccount } from '../appwrite.ts';
import { it } from '../fixtures.ts';
import { newPerson, newPhone, signedInAccount } from '../people.ts';

const url = 'http://localhost/verify-email';
const notForKeys = { code: 401, type: 'general_unauthorized_scope' };
const used = { code: 401, type: 'user_invalid_token' };

describe('account.createEmailVerification', () => {
	it('sends a link that verifies the address once, without a session', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		expect(await account.createEmailVerification({ url })).toMatchObject({ secret: '' });

		const link = await mailbox.linkTo(ada.email);
		await expect(keyAccount.updateEmailVerification(link)).rejects.toMatchObject(notForKeys);
		expect(await guestAccount.updateEmailVerification(link)).toMatchObject({ userId: ada.userId });
		expect(await account.get()).toMatchObject({ emailVerification: true });
		await expect(guestAccount.updateEmailVerification(link)).rejects.toMatchObject(used);
		await expect(account.createEmailVerification({ url })).rejects.toMatchObject({
			code: 409,
			type: 'user_email_already_verified'
		});
	});

	it('by its old name does the same', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);

		await account.createVerification({ url });
		await guestAccount.updateVerification(await mailbox.linkTo(ada.email));
		expect(await account.get()).toMatchObject({ emailVerification: true });
	});
});

describe('account.createPhoneVerification', () => {
	it('sends a code that verifies the number once, without a session', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		await expect(account.createPhoneVerification()).rejects.toMatchObject({
			code: 400,
			type: 'user_phone_not_found'
		});
		const phone = newPhone();
		await account.updatePhone({ ...ada, phone });
		expect(await account.createPhoneVerification()).toMatchObject({ secret: '' });

		const { userId } = ada;
		const code = { userId, secret: await mailbox.codeTo(phone) };
		await expect(keyAccount.updatePhoneVerification(code)).rejects.toMatchObject(notForKeys);
		expect(await guestAccount.updatePhoneVerification(code)).toMatchObject({ userId });
		expect(await account.get()).toMatchObject({ phoneVerification: true });
		await expect(guestAccount.updatePhoneVerification(code)).rejects.toMatchObject(used);
	});
});
