import { describe, expect, it } from 'vitest';
import { keyAccount, sessionAccount } from '../appwrite.ts';
import { newPerson, removeLater, signedInAccount } from '../people.ts';

describe('account.createAnonymousSession', () => {
	it('makes a user of whom nothing is known', async () => {
		const session = await keyAccount.createAnonymousSession();
		removeLater(session.userId);

		expect(session).toMatchObject({ provider: 'anonymous', factors: ['anonymous'] });
		expect(await sessionAccount(session.secret).get()).toMatchObject({
			$id: session.userId,
			name: '',
			email: '',
			phone: '',
			passwordUpdate: ''
		});
	});

	it('refuses somebody who is signed in already', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		await expect(account.createAnonymousSession()).rejects.toMatchObject({
			code: 401,
			type: 'user_session_already_exists'
		});
	});
});
