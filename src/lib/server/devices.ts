import type { RequestEvent } from '@sveltejs/kit';
import { oauthProviderNames } from '$lib/oauth-providers';
import { sessionsAnswer } from './answers';
import { createSessionClient } from './appwrite';
import { AppwriteFailure } from './appwrite-errors';
import { logAuth } from './auth-log';
import { toVisit, type Visit } from './visit';

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
	const { account, check } = createSessionClient(event);
	const { sessions } = check(sessionsAnswer, await account.listSessions());
	const devices = sessions.map((session) => ({
		...toVisit(session),
		id: session.$id,
		isCurrent: session.current,
		method: methods[session.provider] ?? oauthProviderNames[session.provider] ?? session.provider,
		signedInAt: session.$createdAt,
		expiresAt: session.expire
	}));

	// Appwrite lists the oldest first, and for a while also those whose time is over.
	const now = Date.now();
	const alive = devices.filter(({ expiresAt }) => Date.parse(expiresAt) > now).reverse();
	return alive.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

export async function endDevice(event: RequestEvent, sessionId: string) {
	await createSessionClient(event).account.deleteSession({ sessionId });
	logAuth(event, 'session_revoked', { sessionId });
}

/** One by one, as Appwrite's way to end all sessions ends this one too. */
export async function endOtherDevices(event: RequestEvent) {
	const others = (await listDevices(event)).filter(({ isCurrent }) => !isCurrent);
	await Promise.all(others.map(({ id }) => endDevice(event, id).catch(ignoreGone)));
}

function ignoreGone(thrown: unknown) {
	const isGone =
		thrown instanceof AppwriteFailure &&
		thrown.failure.kind === 'refused' &&
		thrown.failure.type === 'user_session_not_found';
	if (!isGone) throw thrown;
}
