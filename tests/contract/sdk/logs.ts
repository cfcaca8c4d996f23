import { Query } from 'node-appwrite';
import { describe, expect, it } from 'vitest';
import { users } from '../appwrite.ts';
import { newPerson, signedInAccount, signUp } from '../people.ts';

// An action may be logged some seconds after its answer.
const patience = { timeout: 8000, interval: 250 };

describe('account.listLogs', () => {
	it('tells what happened, the newest first', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);

		const wanted = {
			total: 2,
			logs: [{ event: 'session.create' }, { event: 'user.create', userEmail: ada.email }]
		};
		await expect.poll(() => account.listLogs(), patience).toMatchObject(wanted);
		const queries = [Query.limit(1), Query.offset(1)];
		expect(await account.listLogs({ queries })).toMatchObject({ logs: [wanted.logs[1]] });
	});

	it('cannot be searched', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		const queries = [Query.equal('event', 'user.create')];
		await expect(account.listLogs({ queries })).rejects.toMatchObject({
			code: 400,
			message: 'Invalid `queries` param: Invalid query method: equal'
		});
	});
});

describe('users.listLogs', () => {
	it('tells a key the same', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		const { userId } = ada;

		const wanted = { total: 1, logs: [{ event: 'user.create', userId }] };
		await expect.poll(() => users.listLogs({ userId }), patience).toMatchObject(wanted);
	});

	it('knows no unknown user', async () => {
		const { userId } = newPerson('Ada');
		await expect(users.listLogs({ userId })).rejects.toMatchObject({
			code: 404,
			type: 'user_not_found'
		});
	});
});
