import type { Cookies, RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { hostCookieAttributes, hostCookieName } from '$lib/server/web/host-cookie';
import { seal, unseal } from '$lib/server/web/sealed';
import { isSessionSecret } from '$lib/server/appwrite/session-secret';

const NAME = 'session';

/** What a sign-in has shown besides who it is: that the mail to an address is read, or which provider it came by. */
const arrival = v.object({ mailbox: v.optional(v.string()), provider: v.optional(v.string()) });

export type Arrival = v.InferOutput<typeof arrival>;

/**
 * What the browser keeps of a session, sealed: Appwrite's secret, so that a copy of the cookie is worth nothing at
 * Appwrite itself, and what must end with the session.
 */
const session = v.object({
	/** Appwrite's. */
	secret: v.pipe(v.string(), v.check(isSessionSecret)),
	userId: v.string(),
	/** When it ends, in milliseconds by the clock of this app. */
	until: v.number(),
	/** By what it was opened, spelled as Appwrite does: `password`, `email`, `phone`, … */
	factors: v.array(v.string()),
	/** When the person last showed that it is them, in milliseconds, and by what. */
	confirmation: v.optional(v.object({ at: v.number(), by: v.string() })),
	/** Until what follows from it has been done. */
	arrival: v.optional(arrival),
	/** Pages that come before anything else behind the login. */
	detours: v.optional(v.array(v.string()))
});

export type Session = v.InferOutput<typeof session>;

/** Several guards and clients of one request ask for it. */
const opened = new WeakMap<Cookies, { value: string; session: Session | null }>();

/** The session that the browser sent; `null` if there is none, or one that was not sealed here. */
export function readSession({ cookies, url }: RequestEvent): Session | null {
	const value = cookies.get(hostCookieName(url, NAME)) ?? '';
	const known = opened.get(cookies);
	if (known?.value === value) return known.session;

	const { success, output } = v.safeParse(session, unseal(NAME, value));
	const found = success ? output : null;
	opened.set(cookies, { value, session: found });
	return found;
}

/** Whether the browser sent something in its place that is no session. */
export function hasBrokenSession(event: RequestEvent): boolean {
	const isSent = event.cookies.get(hostCookieName(event.url, NAME)) !== undefined;
	return isSent && readSession(event) === null;
}

/** Whose session it is, to be believed once Appwrite has accepted it. Empty without one. */
export function readSessionUserId(event: RequestEvent): string {
	return readSession(event)?.userId ?? '';
}

export function setSession(event: RequestEvent, kept: Session) {
	event.cookies.set(hostCookieName(event.url, NAME), seal(NAME, kept), {
		...hostCookieAttributes(event.url),
		// Rounded, as the answer took a moment on its way here.
		maxAge: Math.max(0, Math.round((kept.until - Date.now()) / 1000))
	});
}

/** Changes what is kept beside the secret; without a session, does nothing. */
export function updateSession(event: RequestEvent, change: Partial<Session>) {
	const kept = readSession(event);
	if (kept) setSession(event, { ...kept, ...change });
}

export function deleteSessionCookie(event: RequestEvent) {
	event.cookies.delete(hostCookieName(event.url, NAME), hostCookieAttributes(event.url));
}
