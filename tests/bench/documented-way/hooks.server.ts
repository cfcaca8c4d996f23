// What Appwrite's documentation tells to do on the server of a SvelteKit app, for comparison: for every request a
// client and a question, and whatever goes wrong makes a guest.
import { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID } from '$app/env/private';
import type { Handle } from '@sveltejs/kit';
import { Account, Client } from 'node-appwrite';
import type { Preferences } from '$lib/preferences';
import { toUser } from '$lib/user';

function createSessionClient(session: string | undefined) {
	if (!session) throw new Error('No session');
	const client = new Client().setEndpoint(APPWRITE_ENDPOINT).setProject(APPWRITE_PROJECT_ID);
	client.setSession(session);
	return new Account(client);
}

export const handle: Handle = async ({ event, resolve }) => {
	event.locals = { requestId: '', user: null, failure: null };
	try {
		const account = createSessionClient(event.cookies.get('session'));
		event.locals.user = toUser(await account.get<Preferences>());
	} catch {
		// A guest.
	}
	return resolve(event);
};
