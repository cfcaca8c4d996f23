import type { RequestEvent } from '@sveltejs/kit';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { deriveKey } from './derived-key';
import { hostCookieAttributes, hostCookieName } from './host-cookie';

/**
 * What a flow must remember between two of its steps, in the browser that takes them: whose code is awaited,
 * which provider was asked. Encrypted, as a user's ID alone says whether an address was known before.
 */
const key = () => deriveKey('flow cookies');

const CIPHER = 'aes-256-gcm';
/** Bytes. */
const IV = 12;
const TAG = 16;
/** Characters up to which the length says nothing about the content. */
const PADDED = 512;

const envelope = v.object({ until: v.number(), value: v.unknown() });

/** Keeps `value` (JSON) for so many seconds, for this browser and under this name only. */
export function setFlowCookie(event: RequestEvent, name: string, value: unknown, seconds: number) {
	const until = Date.now() + seconds * 1000;
	event.cookies.set(hostCookieName(event.url, name), seal(name, { until, value }), {
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

function seal(name: string, content: unknown): string {
	const iv = randomBytes(IV);
	const cipher = createCipheriv(CIPHER, key(), iv).setAAD(Buffer.from(name));
	const text = cipher.update(JSON.stringify(content).padEnd(PADDED), 'utf8');
	return Buffer.concat([iv, text, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** `null` for what was not sealed by us and under this name. */
function unseal(name: string, sealed: string): unknown {
	const bytes = Buffer.from(sealed, 'base64url');
	try {
		const decipher = createDecipheriv(CIPHER, key(), bytes.subarray(0, IV), { authTagLength: TAG });
		decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-TAG));
		const text = decipher.update(bytes.subarray(IV, -TAG), undefined, 'utf8');
		return JSON.parse(text + decipher.final('utf8'));
	} catch {
		return null;
	}
}
