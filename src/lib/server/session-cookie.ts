import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { hostCookieAttributes, hostCookieName } from './host-cookie';

/** As Appwrite makes it, 420 characters at a 36-character user ID; with room for the longest ID (255). */
const LONGEST = 1_024;

const contents = v.object({
	id: v.pipe(v.string(), v.nonEmpty()),
	secret: v.pipe(v.string(), v.minLength(16))
});

const NAME = 'session';

/** What the browser sent as its session, whatever it is. */
export function sessionCookieValue(event: RequestEvent): string | undefined {
	return event.cookies.get(hostCookieName(event.url, NAME));
}

/** The session secret that the browser sent, if it can be one: base64 of `{"id":…,"secret":…}`. */
export function readSessionCookie(event: RequestEvent): string | null {
	const value = sessionCookieValue(event);
	return value !== undefined && isSessionSecret(value) ? value : null;
}

/** Whose session it is, as it says itself: to be believed once Appwrite has taken the session for one. */
export function readSessionUserId(event: RequestEvent): string {
	return sessionUserId(readSessionCookie(event) ?? '');
}

/** The user's ID in a session secret that `isSessionSecret` holds for. */
export function sessionUserId(secret: string): string {
	return v.parse(contents, JSON.parse(Buffer.from(secret, 'base64').toString('utf8'))).id;
}

/**
 * Keeps Appwrite's session secret, and nothing else, in the browser for as long as the session lives: from its own two
 * dates, both by Appwrite's clock, as this machine's and the browser's may be wrong.
 */
export function setSessionCookie(
	event: RequestEvent,
	{ secret, $createdAt, expire }: { secret: string; $createdAt: string; expire: string }
) {
	event.cookies.set(hostCookieName(event.url, NAME), secret, {
		...hostCookieAttributes(event.url),
		maxAge: Math.floor((Date.parse(expire) - Date.parse($createdAt)) / 1000)
	});
}

export function deleteSessionCookie(event: RequestEvent) {
	event.cookies.delete(hostCookieName(event.url, NAME), hostCookieAttributes(event.url));
}

export function isSessionSecret(value: string): boolean {
	if (value.length > LONGEST || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
	try {
		return v.is(contents, JSON.parse(Buffer.from(value, 'base64').toString('utf8')));
	} catch {
		return false;
	}
}
