import { describe, expect } from 'vitest';
import { guestAccount, keyAccount } from '../appwrite.ts';
import { it } from '../fixtures.ts';
import { newPerson, signedInAccount, signIn, signUp } from '../people.ts';

const url = 'http://localhost/reset-password';

describe('account.createRecovery', () => {
	it('mails a secret of which it tells a guest nothing', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		await signUp(ada);

		const token = await guestAccount.createRecovery({ email: ada.email, url });
		expect(token).toMatchObject({ userId: ada.userId, secret: '' });
		expect((await mailbox.linkTo(ada.email)).secret).toMatch(/^[0-9a-f]{256}$/);
	});

	it('says to a key as to anybody that nobody has the address', async ({ mailbox }) => {
		const { email } = newPerson('Ada');
		await expect(keyAccount.createRecovery({ email, url })).rejects.toMatchObject({
			code: 404,
			type: 'user_not_found'
		});
		await expect(mailbox.linkTo(email)).rejects.toThrow('nothing was sent');
	});
});

describe('account.updateRecovery', () => {
	it('sets a password, verifies the address and ends all sessions', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		await keyAccount.createRecovery({ email: ada.email, url });
		const password = 'another horse';

		const link = await mailbox.linkTo(ada.email);
		expect(await guestAccount.updateRecovery({ ...link, password })).toMatchObject({
			userId: ada.userId,
			secret: ''
		});
		await expect(account.get()).rejects.toMatchObject({ type: 'general_unauthorized_scope' });
		expect(await signIn({ ...ada, password })).toMatchObject({ userId: ada.userId });
	});

	it('takes a link once', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		await signUp(ada);
		await keyAccount.createRecovery({ email: ada.email, url });
		const reset = { ...(await mailbox.linkTo(ada.email)), password: 'another horse' };

		await keyAccount.updateRecovery(reset);
		await expect(keyAccount.updateRecovery(reset)).rejects.toMatchObject({
			code: 401,
			type: 'user_invalid_token'
		});
	});

	it('names a weak password before a dead link', async () => {
		const dead = { ...newPerson('Ada'), secret: 'x' };
		await expect(keyAccount.updateRecovery({ ...dead, password: 'short' })).rejects.toMatchObject({
			code: 400,
			type: 'general_argument_invalid'
		});
		await expect(keyAccount.updateRecovery(dead)).rejects.toMatchObject({
			code: 404,
			type: 'user_not_found'
		});
	});
});
