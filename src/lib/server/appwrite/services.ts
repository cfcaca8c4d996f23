import { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID } from '$app/env/private';
import { Account, ID, Query, Users } from 'node-appwrite';
import type { AppwriteClient } from './client';

export { ID, Query };

/** The services of a client that acts for a session or for nobody. */
export function accountServices(client: AppwriteClient) {
	return {
		account: new Account(client),
		/** Deletes the session's own account for good. Appwrite has this; the SDK has no method for it. */
		deleteAccount: () => {
			const headers = { 'x-appwrite-project': APPWRITE_PROJECT_ID };
			return client.call('DELETE', new URL(`${APPWRITE_ENDPOINT}/account`), headers);
		},
		check: client.check
	};
}

/** Those of a client with an API key. */
export function keyServices(client: AppwriteClient) {
	return { ...accountServices(client), users: new Users(client), ping: () => client.ping() };
}
