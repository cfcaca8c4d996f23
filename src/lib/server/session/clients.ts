import { APPWRITE_API_KEY, APPWRITE_FORWARD_CLIENT_IP } from '$app/env/private';
import type { RequestEvent } from '@sveltejs/kit';
import { AppwriteClient, type Caller } from '$lib/server/appwrite/client';
import { accountServices, keyServices } from '$lib/server/appwrite/services';
import { clientAddress } from '$lib/server/web/client-address';
import { answerFailure } from './failure-response';
import { readSession } from './session-cookie';
import { forgetSession, forgetUser } from './user-cache';

/**
 * For creating accounts and sessions: Appwrite shows a session's secret to a key only. It acts in nobody's name, and
 * Appwrite does not limit calls with a key: limit attempts before you call.
 *
 * @param onFailure ends the request unless given: see `answerFailure`
 * @param deadlineMs for each call as a whole, where 3 s (8 s for one that writes) are too few, such as for uploads
 */
export function createAdminClient(
	event: RequestEvent,
	onFailure = answerFailure,
	deadlineMs?: number
) {
	const client = createClient(event, 'key', onFailure, deadlineMs);
	client.setKey(APPWRITE_API_KEY);
	// A session shows the device that it was opened with, and Appwrite takes the key's word for it.
	const agent = event.request.headers.get('user-agent');
	if (agent) client.setForwardedUserAgent(agent);
	forwardAddress(client, event);
	return keyServices(client);
}

/** For everything about the signed-in account. Without a session the visitor is sent to sign in. */
export function createSessionClient(
	event: RequestEvent,
	onFailure = answerFailure,
	deadlineMs?: number
) {
	const session = readSession(event);
	if (!session) return onFailure({ kind: 'signed-out' }, event);

	const client = createClient(event, 'session', onFailure, deadlineMs);
	client.setSession(session.secret);
	const agent = event.request.headers.get('user-agent');
	if (agent) client.addHeader('user-agent', agent);
	forwardAddress(client, event);
	return accountServices(client);
}

/** For what Appwrite grants to anybody and refuses to a key, such as confirming an address. */
export function createGuestClient(event: RequestEvent) {
	return accountServices(createClient(event, 'guest', answerFailure));
}

function createClient(
	event: RequestEvent,
	caller: Caller,
	onFailure: typeof answerFailure,
	deadlineMs?: number
) {
	const cache = { forgetSession, forgetUser };
	return new AppwriteClient(event, caller, { onFailure, cache, deadlineMs });
}

/**
 * Lets sessions and the log show the visitor's address instead of this server's. Appwrite believes the header, so
 * the operator has to know that nobody else can reach it with one.
 */
function forwardAddress(client: AppwriteClient, event: RequestEvent) {
	const address = APPWRITE_FORWARD_CLIENT_IP && clientAddress(event);
	if (address) client.addHeader('x-forwarded-for', address);
}
