import type { RequestEvent } from '@sveltejs/kit';
import { clientNetwork } from './client-address';
import { Counter } from './counter';
import { hostCookieAttributes } from './host-cookie';
import { setSession, type Session } from './session-cookie';
import { isSessionSecret, sessionUserId } from './session-secret';

// Earlier versions of this app kept Appwrite's secret in the browser as it is. Delete this file once all of those
// sessions have ended: a year after the update, unless the project says otherwise.

/** Anybody can make up a cookie that looks like one, and each costs a call to Appwrite. */
const attempts = new Counter('raw-session', { points: 20, duration: 60 });

/** The longest that Appwrite lets a session live, as nothing else is known of this one. Milliseconds. */
const LIFETIME = 365 * 24 * 60 * 60 * 1000;

/** The session of a cookie as earlier versions set it, sealed from now on; `null` if there is none. */
export async function adoptRawSession(event: RequestEvent): Promise<Session | null> {
	const name = event.url.protocol === 'https:' ? '__Host-session' : 'session';
	const secret = event.cookies.get(name);
	if (secret === undefined || !isSessionSecret(secret)) return null;
	try {
		await attempts.add(clientNetwork(event));
	} catch {
		return null;
	}

	const userId = sessionUserId(secret);
	const session = { secret, userId, until: Date.now() + LIFETIME, factors: [] };
	setSession(event, session);
	event.cookies.delete(name, hostCookieAttributes(event.url));
	return session;
}
