import {
	APPWRITE_API_KEY,
	APPWRITE_ENDPOINT,
	APPWRITE_FORWARD_CLIENT_IP,
	APPWRITE_PROJECT_ID
} from '$app/env/private';
import type { RequestEvent } from '@sveltejs/kit';
import { Account, ID, Query, Users } from 'node-appwrite';
import { AppwriteClient } from './appwrite-client';
import { answerFailure } from './appwrite-errors';
import { clientAddress } from './client-address';
import { readSession } from './session-cookie';

export { ID, Query };

/**
 * For creating accounts and sessions: only a key is shown a session's secret. It acts in nobody's name, and
 * Appwrite counts no attempts of a key: limit them before you call.
 */
export function createAdminClient(event: RequestEvent, onFailure = answerFailure) {
	const client = new AppwriteClient(event, 'key', onFailure);
	client.setKey(APPWRITE_API_KEY);
	// A session shows the device that it was opened with; Appwrite takes the word of a key for it.
	const agent = event.request.headers.get('user-agent');
	if (agent) client.setForwardedUserAgent(agent);
	forwardAddress(client, event);
	return { ...services(client), users: new Users(client), ping: () => client.ping() };
}

/**
 * For everything about the current account. A failed call ends the request (`answerFailure`): without a
 * session the visitor is sent to the login page. `onFailure` may end it otherwise.
 */
export function createSessionClient(event: RequestEvent, onFailure = answerFailure) {
	const session = readSession(event);
	if (!session) return onFailure({ kind: 'signed-out' }, event);

	const client = new AppwriteClient(event, 'session', onFailure);
	client.setSession(session.secret);
	const agent = event.request.headers.get('user-agent');
	if (agent) client.addHeader('user-agent', agent);
	forwardAddress(client, event);
	return services(client);
}

/** For what Appwrite grants to anybody and refuses to a key, such as confirming an address. */
export function createGuestClient(event: RequestEvent) {
	return services(new AppwriteClient(event, 'guest'));
}

/**
 * Lets sessions and the log show the visitor's address instead of this server's. Appwrite believes the header, so
 * the operator has to know that nobody else can reach it with one.
 */
function forwardAddress(client: AppwriteClient, event: RequestEvent) {
	const address = APPWRITE_FORWARD_CLIENT_IP && clientAddress(event);
	if (address) client.addHeader('x-forwarded-for', address);
}

function services(client: AppwriteClient) {
	return {
		account: new Account(client),
		/** The session's own account, for good. Appwrite has this; the SDK has no method for it. */
		deleteAccount: () => {
			const headers = { 'x-appwrite-project': APPWRITE_PROJECT_ID };
			return client.call('DELETE', new URL(`${APPWRITE_ENDPOINT}/account`), headers);
		},
		check: client.check
	};
}
