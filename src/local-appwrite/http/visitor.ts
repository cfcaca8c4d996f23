import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { Caller } from './caller.ts';

/** From where and with what somebody came. */
export interface Visitor {
	ip: string;
	userAgent: string;
}

/** What sessions, logs and mails tell about who made a request. */
export function visitorOf(c: Context, caller: Caller): Visitor {
	return { ip: clientAddress(c), userAgent: userAgentOf(c, caller) };
}

/** Appwrite believes X-Forwarded-For; without it the peer is this machine, as nobody else is served. */
function clientAddress(c: Context): string {
	const [forwarded = ''] = (c.req.header('x-forwarded-for') ?? '').split(',');
	return isIP(forwarded.trim()) ? forwarded.trim() : '127.0.0.1';
}

/** A server with a key may pass on the browser's user agent. */
function userAgentOf(c: Context, { role }: Caller): string {
	const forwarded = role === 'applications' && c.req.header('x-forwarded-user-agent');
	return forwarded || c.req.header('user-agent') || 'UNKNOWN';
}
