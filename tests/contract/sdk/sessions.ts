import { describe, expect, it } from 'vitest';
import { guestAccount, sessionAccount } from '../appwrite.ts';
import { newPerson, signedInAccount, signIn, signUp } from '../people.ts';

describe('account.createEmailPasswordSession', () => {
	it('gives a key the secret of a session that lasts a year', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const session = await signIn(ada);

		expect(session).toMatchObject({
			userId: ada.userId,
			provider: 'email',
			providerUid: ada.email,
			factors: ['password'],
			current: true
		});
		expect(session.secret).toHaveLength(396);
		const seconds = (Date.parse(session.expire) - Date.now()) / 1000;
		expect(Math.abs(seconds - 31_536_000)).toBeLessThan(60);
	});

	it('keeps the secret from a guest', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const session = await guestAccount.createEmailPasswordSession(ada);
		expect(session).toMatchObject({ userId: ada.userId, secret: '' });
	});

	it('does not tell a wrong password from an unknown address', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const refused = { code: 401, type: 'user_invalid_credentials' };

		await expect(signIn({ ...ada, password: 'wrong horse' })).rejects.toMatchObject(refused);
		await expect(signIn(newPerson('Bo'))).rejects.toMatchObject(refused);
	});

	it('refuses somebody who is signed in already', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		await expect(account.createEmailPasswordSession(ada)).rejects.toMatchObject({
			code: 401,
			type: 'user_session_already_exists'
		});
	});
});

describe('the sessions of a user', () => {
	it('are listed from the oldest on, with the own one marked', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const first = await signIn(ada);
		const second = await signIn(ada);

		const { total, sessions } = await sessionAccount(second.secret).listSessions();
		expect(total).toBe(2);
		expect(sessions).toMatchObject([
			{ $id: first.$id, current: false, secret: '' },
			{ $id: second.$id, current: true, secret: '' }
		]);
	});

	it('can be looked at and ended one by one', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const other = await signIn(ada);

		expect(await account.getSession({ sessionId: other.$id })).toMatchObject({ current: false });
		await account.deleteSession({ sessionId: other.$id });

		const gone = { code: 404, type: 'user_session_not_found' };
		await expect(account.getSession({ sessionId: other.$id })).rejects.toMatchObject(gone);
		await expect(sessionAccount(other.secret).get()).rejects.toMatchObject({
			type: 'general_unauthorized_scope'
		});
		expect(await account.getSession({ sessionId: 'current' })).toMatchObject({ current: true });
	});

	it('are nobody else’s business', async () => {
		const bo = newPerson('Bo');
		await signUp(bo);
		const { $id: sessionId, secret } = await signIn(bo);
		const ada = await signedInAccount(newPerson('Ada'));

		const unknown = { code: 404, type: 'user_session_not_found' };
		await expect(ada.getSession({ sessionId })).rejects.toMatchObject(unknown);
		await expect(ada.updateSession({ sessionId })).rejects.toMatchObject(unknown);
		await expect(ada.deleteSession({ sessionId })).rejects.toMatchObject(unknown);
		expect(await sessionAccount(secret).get()).toMatchObject({ name: 'Bo' });
	});

	it('end all at once, the own one included', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const other = await signIn(ada);

		await account.deleteSessions();
		const guest = { code: 401, type: 'general_unauthorized_scope' };
		await expect(account.get()).rejects.toMatchObject(guest);
		await expect(sessionAccount(other.secret).get()).rejects.toMatchObject(guest);
	});

	it('are extended without a new secret', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		expect(await account.updateSession({ sessionId: 'current' })).toMatchObject({ secret: '' });
		expect(await account.getSession({ sessionId: 'current' })).toMatchObject({ current: true });
	});
});
