import type { RequestEvent } from '@sveltejs/kit';
import { oauthProviderNames } from '$lib/oauth-providers';
import { sessionsAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';
import { AppwriteFailure } from '$lib/server/appwrite/failure';
import { logAuth } from '$lib/server/session/auth-log';
import { toVisit, type Visit } from './device-info';

/** A session of the signed-in user. */
export interface Device extends Visit {
	id: string;
	isCurrent: boolean;
	/** How it was signed in, in words. */
	method: string;
	/** ISO 8601, UTC. */
	signedInAt: string;
	/** ISO 8601, UTC. */
	expiresAt: string;
}

/** By Appwrite's `provider` of a session, which may be that of an OAuth2 provider too. */
const methods: Record<string, string> = {
	anonymous: 'As a guest',
	email: 'Email and password',
	'magic-url': 'Link by email',
	phone: 'Code by text message',
	server: 'By our staff or system',
	token: 'Code by email'
};

/** All devices that are signed in: this one, then the others, newest first. */
export async function listDevices(event: RequestEvent): Promise<Device[]> {
	const now = Date.now();
	// Appwrite has just answered this one, whatever this machine's clock says of it.
	const isAlive = (device: Device) => device.isCurrent || Date.parse(device.expiresAt) > now;
	const devices = (await listSessions(event)).filter(isAlive).reverse();
	return devices.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

/** As Appwrite lists them: the oldest first, and for a while also those whose time is over. */
async function listSessions(event: RequestEvent): Promise<Device[]> {
	const { account, check } = createSessionClient(event);
	const { sessions } = check(sessionsAnswer, await account.listSessions());
	return sessions.map((session) => ({
		...toVisit(session),
		id: session.$id,
		isCurrent: session.current,
		method: methods[session.provider] ?? oauthProviderNames[session.provider] ?? session.provider,
		signedInAt: session.$createdAt,
		expiresAt: session.expire
	}));
}

export async function endDevice(event: RequestEvent, sessionId: string) {
	await createSessionClient(event).account.deleteSession({ sessionId });
	logAuth(event, 'session_revoked', { sessionId });
}

/** One by one, as Appwrite's way to end all sessions ends this one too; also those that seem to be over. */
export async function endOtherDevices(event: RequestEvent) {
	const others = (await listSessions(event)).filter(({ isCurrent }) => !isCurrent);
	await Promise.all(others.map(({ id }) => endDevice(event, id).catch(ignoreGone)));
}

function ignoreGone(thrown: unknown) {
	const isGone =
		thrown instanceof AppwriteFailure &&
		thrown.failure.kind === 'refused' &&
		thrown.failure.type === 'user_session_not_found';
	if (!isGone) throw thrown;
}
