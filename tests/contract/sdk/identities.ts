import { OAuthProvider, Query } from 'node-appwrite';
import { describe, expect } from 'vitest';
import { guestAccount, keyAccount, sessionAccount, users } from '../appwrite.ts';
import { it } from '../fixtures.ts';
import { newPerson, signedInAccount, type Person } from '../people.ts';
import type { Provider } from '../provider.ts';

/** The account of somebody whom the provider has signed in. */
async function providedAccount(provider: Provider, person: Person) {
	const session = await keyAccount.createSession(await provider.visit(person));
	return sessionAccount(session.secret);
}

describe('account.createOAuth2Token', () => {
	it('comes back from the provider with a token, for a verified user', async ({ provider }) => {
		const ada = newPerson('Ada');
		const credentials = await provider.visit(ada);
		const session = await keyAccount.createSession(credentials);

		expect(session).toMatchObject({ provider: 'oidc', factors: ['email'] });
		expect(await sessionAccount(session.secret).get()).toMatchObject({
			name: 'Ada',
			email: ada.email,
			emailVerification: true
		});
		await expect(keyAccount.createSession(credentials)).rejects.toMatchObject({
			code: 401,
			type: 'user_invalid_token'
		});
	});

	it('refuses a page that is not the project’s, in HTML that the SDK cannot read', async () => {
		const start = { provider: OAuthProvider.Github, success: 'https://evil.example' };
		await expect(guestAccount.createOAuth2Token(start)).rejects.toMatchObject({
			code: 400,
			message: 'Invalid redirect'
		});
	});
});

describe('account.listIdentities', () => {
	it('is empty for somebody with a password', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		expect(await account.listIdentities()).toEqual({ total: 0, identities: [] });
	});

	it('knows the provider of somebody who came from there', async ({ provider }) => {
		const ada = newPerson('Ada');
		const { identities } = await (await providedAccount(provider, ada)).listIdentities();
		expect(identities).toMatchObject([
			{ provider: 'oidc', providerUid: ada.userId, providerEmail: ada.email }
		]);
	});
});

describe('account.deleteIdentity', () => {
	it('takes the link to the provider away, and not the session', async ({ provider }) => {
		const account = await providedAccount(provider, newPerson('Ada'));
		const { identities } = await account.listIdentities();
		const identityId = identities[0]?.$id ?? '';

		await account.deleteIdentity({ identityId });
		expect(await account.listIdentities()).toMatchObject({ total: 0 });
		await expect(account.deleteIdentity({ identityId })).rejects.toMatchObject({
			code: 404,
			type: 'user_identity_not_found'
		});
	});

	it('is not for somebody else’s', async ({ provider }) => {
		const account = await providedAccount(provider, newPerson('Ada'));
		const { identities } = await account.listIdentities();
		const identityId = identities[0]?.$id ?? '';

		const other = await signedInAccount(newPerson('Bo'));
		await expect(other.deleteIdentity({ identityId })).rejects.toMatchObject({
			code: 401,
			type: 'user_unauthorized'
		});
	});
});

describe('users.listIdentities', () => {
	it('finds anybody’s, to delete it once', async ({ provider }) => {
		const ada = newPerson('Ada');
		const account = await providedAccount(provider, ada);
		const { identities } = await users.listIdentities({
			queries: [Query.equal('providerEmail', ada.email)]
		});
		const identityId = identities[0]?.$id ?? '';

		await users.deleteIdentity({ identityId });
		expect(await account.listIdentities()).toMatchObject({ total: 0 });
		await expect(users.deleteIdentity({ identityId })).rejects.toMatchObject({
			code: 404,
			type: 'user_identity_not_found'
		});
	});
});
