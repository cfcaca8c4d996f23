import { describe, expect, it } from 'vitest';
import { accountOf, guestClient } from '../appwrite.ts';
import { newPerson, signedInAccount } from '../people.ts';

const jwtAccount = (jwt: string) => accountOf(guestClient().setJWT(jwt));

describe('account.createJWT', () => {
	it('speaks for the user without being a session of theirs', async () => {
		const ada = newPerson('Ada');
		const { jwt } = await (await signedInAccount(ada)).createJWT({ duration: 60 });
		const account = jwtAccount(jwt);

		expect(await account.get()).toMatchObject({ $id: ada.userId });
		await expect(account.getSession({ sessionId: 'current' })).rejects.toMatchObject({
			code: 404,
			type: 'user_session_not_found'
		});
	});

	it('is over when the session is', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		const { jwt } = await account.createJWT();
		await account.deleteSession({ sessionId: 'current' });

		await expect(jwtAccount(jwt).get()).rejects.toMatchObject({
			code: 401,
			type: 'general_unauthorized_scope'
		});
	});

	it('takes nothing that is none', async () => {
		await expect(jwtAccount('garbage').get()).rejects.toMatchObject({
			code: 401,
			type: 'user_jwt_invalid'
		});
	});

	it('is not for more than an hour', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		await expect(account.createJWT({ duration: 3601 })).rejects.toMatchObject({
			code: 400,
			message: 'Invalid `duration` param: Value must be a valid range between 0 and 3,600'
		});
	});
});
