import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { hostCookieAttributes, hostCookieName, hostCookieNames } from './host-cookie';
import { seal, unseal } from './sealed';

/** Characters up to which the length says nothing about the content. */
const PADDED = 512;

/** Cookies of other modules, which are no part of a flow. */
const KEPT = ['session', 'device'];

const envelope = v.object({ until: v.number(), value: v.unknown() });

/**
 * Keeps what a flow must remember between two of its steps, in the browser that takes them: whose code is awaited,
 * which provider was asked. Sealed, as a user's ID alone says whether an address was known before.
 * @param value JSON
 */
export function setFlowCookie(event: RequestEvent, name: string, value: unknown, seconds: number) {
	const until = Date.now() + seconds * 1000;
	event.cookies.set(hostCookieName(event.url, name), seal(name, { until, value }, PADDED), {
		...hostCookieAttributes(event.url),
		maxAge: seconds
	});
}

/** What was kept, if it is ours, of the right shape and not too old; else `null`. */
export function readFlowCookie<Schema extends v.GenericSchema>(
	event: RequestEvent,
	name: string,
	schema: Schema
): v.InferOutput<Schema> | null {
	const sealed = event.cookies.get(hostCookieName(event.url, name)) ?? '';
	const kept = v.safeParse(envelope, unseal(name, sealed));
	if (!kept.success || kept.output.until <= Date.now()) return null;

	const { success, output } = v.safeParse(schema, kept.output.value);
	return success ? output : null;
}

export function deleteFlowCookie(event: RequestEvent, name: string) {
	event.cookies.delete(hostCookieName(event.url, name), hostCookieAttributes(event.url));
}

/** Forgets every flow of this browser, as the next person at it may be another one. */
export function deleteFlowCookies(event: RequestEvent) {
	for (const name of hostCookieNames(event.url, event.cookies)) {
		if (!KEPT.includes(name)) deleteFlowCookie(event, name);
	}
}
