import type { RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { pseudonym } from '$lib/server/operations/derived-key';
import { readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';

const COOKIE = 'device';
const SECONDS = 180 * 24 * 60 * 60;

const device = v.object({ id: v.string(), account: v.string() });

/**
 * From now on this browser is known to have signed in as `email`: others who guess that password elsewhere slow it down
 * no more. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
export function rememberDevice(event: RequestEvent, email: string) {
	const known = { id: randomUUID(), account: pseudonym(email) };
	setFlowCookie(event, COOKIE, known, SECONDS);
}

/** The ID of this browser if it has signed in as `email` before; else `null`. */
export function knownDevice(event: RequestEvent, email: string): string | null {
	const known = readFlowCookie(event, COOKIE, device);
	return known?.account === pseudonym(email) ? known.id : null;
}
