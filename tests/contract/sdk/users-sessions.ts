import { describe, expect, it } from 'vitest';
import { accountOf, guestClient, keyAccount, sessionAccount, users } from '../appwrite.ts';
import { newPerson, signedInAccount, signIn, signUp } from '../people.ts';

describe('users.createSession', () => {
	it('gives a key a session for anybody', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const session = await users.createSession(ada);

		expect(session).toMatchObject({ provider: 'server', factors: ['server'], current: false });
		expect(await sessionAccount(session.secret).get()).toMatchObject({ $id: ada.userId });
	});

	it('knows no unknown user', async () => {
		await expect(users.createSession(newPerson('Ada'))).rejects.toMatchObject({
			code: 404,
			type: 'user_not_found'
		});
	});
});

describe('users.listSessions', () => {
	it('shows no more than the hashes of the secrets', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { total, sessions } = await users.listSessions(ada);

		expect(total).toBe(1);
		expect(sessions[0]?.secret).toMatch(/^[0-9a-f]{64}$/);
		expect(await account.listSessions()).toMatchObject({ sessions: [{ $id: sessions[0]?.$id }] });
	});
});

describe('users.deleteSession', () => {
	it('ends one of them', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { $id: sessionId } = await signIn(ada);
		const { userId } = ada;

		await users.deleteSession({ userId, sessionId });
		expect(await account.listSessions()).toMatchObject({ total: 1 });
		await expect(users.deleteSession({ userId, sessionId })).rejects.toMatchObject({
			code: 404,
			type: 'user_session_not_found'
		});
	});
});

describe('users.deleteSessions', () => {
	it('ends all of them', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		await users.deleteSessions(ada);
		await expect(account.get()).rejects.toMatchObject({ type: 'general_unauthorized_scope' });
	});
});

describe('users.createToken', () => {
	it('gives a secret that signs in once', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const { userId, secret } = await users.createToken({ userId: ada.userId, length: 12 });
		expect(secret).toMatch(/^[0-9a-f]{12}$/);

		const session = await keyAccount.createSession({ userId, secret });
		expect(session).toMatchObject({ provider: 'token', factors: ['token'] });
		await expect(keyAccount.createSession({ userId, secret })).rejects.toMatchObject({
			code: 401,
			type: 'user_invalid_token'
		});
	});

	it('gives none shorter than four digits', async () => {
		const { userId } = newPerson('Ada');
		await expect(users.createToken({ userId, length: 3 })).rejects.toMatchObject({
			code: 400,
			message: 'Invalid `length` param: Value must be a valid range between 4 and 128'
		});
	});
});

describe('users.createJWT', () => {
	it('speaks for the user, and no longer than their session if it is told one', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { userId } = ada;
		const { jwt: unbound } = await users.createJWT({ userId });
		const { jwt: bound } = await users.createJWT({ userId, sessionId: 'recent' });
		const [byUnbound, byBound] = [unbound, bound].map((jwt) =>
			accountOf(guestClient().setJWT(jwt))
		);

		expect(await byBound?.get()).toMatchObject({ $id: userId });
		await account.deleteSessions();
		expect(await byUnbound?.get()).toMatchObject({ $id: userId });
		await expect(byBound?.get()).rejects.toMatchObject({ type: 'general_unauthorized_scope' });
	});
});
