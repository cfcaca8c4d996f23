import { APPWRITE_API_KEY } from '$app/env/private';
import type { RequestEvent } from '@sveltejs/kit';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { hostCookieAttributes, hostCookieName } from './host-cookie';

/**
 * What a flow must remember between two of its steps, in the browser that takes them: whose code is awaited,
 * which provider was asked. Signed, so that it can be believed; readable, so never for what the person at the
 * browser must not know. The key comes from the API key: one secret less to set up, the same on every instance.
 */
const key = () => Buffer.from(hkdfSync('sha256', APPWRITE_API_KEY, '', 'flow cookies', 32));

const envelope = v.object({ until: v.number(), value: v.unknown() });

/** Keeps `value` (JSON) for so many seconds, for this browser and under this name only. */
export function setFlowCookie(event: RequestEvent, name: string, value: unknown, seconds: number) {
	const until = Date.now() + seconds * 1000;
	const payload = Buffer.from(JSON.stringify({ until, value })).toString('base64url');
	event.cookies.set(hostCookieName(event.url, name), `${payload}.${sign(name, payload)}`, {
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
	const [payload = '', signature = ''] =
		event.cookies.get(hostCookieName(event.url, name))?.split('.') ?? [];
	if (!isEqual(signature, sign(name, payload))) return null;

	const kept = v.parse(envelope, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
	const { success, output } = v.safeParse(schema, kept.value);
	return success && kept.until > Date.now() ? output : null;
}

export function deleteFlowCookie(event: RequestEvent, name: string) {
	event.cookies.delete(hostCookieName(event.url, name), hostCookieAttributes(event.url));
}

function sign(name: string, payload: string): string {
	return createHmac('sha256', key()).update(`${name}.${payload}`).digest('base64url');
}

function isEqual(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}
