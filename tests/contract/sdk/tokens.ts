import { describe, expect } from 'vitest';
import { guestAccount, keyAccount, sessionAccount } from '../appwrite.ts';
import { it } from '../fixtures.ts';
import { newPerson, newPhone, signUp } from '../people.ts';

const refused = { code: 401, type: 'user_invalid_token' };

describe('account.createEmailToken', () => {
	it('makes a user of somebody new, and the code in the mail signs them in', async ({
		mailbox
	}) => {
		const { userId, email } = newPerson('Ada');
		const token = await guestAccount.createEmailToken({ userId, email, phrase: true });
		expect(token).toMatchObject({ userId, secret: '', phrase: expect.stringContaining(' ') });

		const secret = await mailbox.codeTo(email);
		const session = await keyAccount.createSession({ userId, secret });
		expect(session).toMatchObject({ provider: 'token', factors: ['email'] });
		expect(await sessionAccount(session.secret).get()).toMatchObject({
			email,
			emailVerification: true,
			passwordUpdate: ''
		});
	});

	it('keeps the id of somebody known', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		await signUp(ada);

		const { userId, secret } = await keyAccount.createEmailToken({ ...ada, userId: 'unique()' });
		expect(userId).toBe(ada.userId);
		expect(secret).toBe(await mailbox.codeTo(ada.email));
	});
});

describe('account.createMagicURLToken', () => {
	const url = 'http://localhost/login/link?to=%2Faccount';

	it('sends a link that signs in once', async ({ mailbox }) => {
		const { userId, email } = newPerson('Ada');
		await guestAccount.createMagicURLToken({ userId, email, url });
		const credentials = await mailbox.linkTo(email);

		expect(await keyAccount.createSession(credentials)).toMatchObject({
			userId,
			provider: 'magic-url',
			factors: ['email']
		});
		await expect(keyAccount.createSession(credentials)).rejects.toMatchObject(refused);
	});

	it('refuses a link to a page that is not the project’s', async () => {
		const evil = { ...newPerson('Ada'), url: 'https://evil.example' };
		await expect(keyAccount.createMagicURLToken(evil)).rejects.toMatchObject({
			code: 400,
			message: expect.stringContaining('Invalid `url` param: Invalid URI.')
		});
	});
});

describe('account.createPhoneToken', () => {
	it('sends a code that signs in, which is not what a key sees', async ({ mailbox }) => {
		const { userId } = newPerson('Ada');
		const phone = newPhone();
		const token = await keyAccount.createPhoneToken({ userId, phone });
		const code = await mailbox.codeTo(phone);

		const seen = JSON.parse(Buffer.from(token.secret, 'base64').toString());
		expect(seen).toEqual({ id: userId, secret: code });
		expect(await keyAccount.createSession({ userId, secret: code })).toMatchObject({
			provider: 'phone',
			factors: ['phone']
		});
	});

	it('refuses what is no number', async () => {
		const nobody = { ...newPerson('Ada'), phone: '0151 1234567' };
		await expect(keyAccount.createPhoneToken(nobody)).rejects.toMatchObject({
			code: 400,
			message: expect.stringContaining("Phone number must start with a '+'")
		});
	});
});

describe('account.createSession', () => {
	it('does not tell an unknown user from a wrong secret', async () => {
		const ada = newPerson('Ada');
		const guess = { userId: ada.userId, secret: '000000' };

		await expect(guestAccount.createSession(guess)).rejects.toMatchObject(refused);
		await signUp(ada);
		await expect(guestAccount.createSession(guess)).rejects.toMatchObject(refused);
	});
});

describe('the old names of account.createSession', () => {
	it('account.updateMagicURLSession takes a link, for a shorter secret', async ({ mailbox }) => {
		const { userId, email } = newPerson('Ada');
		await guestAccount.createMagicURLToken({ userId, email });

		const session = await keyAccount.updateMagicURLSession(await mailbox.linkTo(email));
		expect(session).toMatchObject({ userId, provider: 'magic-url' });
		expect(session.secret).toHaveLength(140);
	});

	it('account.updatePhoneSession takes a code by SMS', async ({ mailbox }) => {
		const { userId } = newPerson('Ada');
		const phone = newPhone();
		await guestAccount.createPhoneToken({ userId, phone });

		const secret = await mailbox.codeTo(phone);
		expect(await keyAccount.updatePhoneSession({ userId, secret })).toMatchObject({
			provider: 'phone'
		});
		await expect(keyAccount.updatePhoneSession({ userId, secret })).rejects.toMatchObject(refused);
	});
});
