import { isIP } from 'node:net';
import type { Context } from 'hono';
import { answer } from './answers.ts';
import type { Caller } from './callers.ts';
import { setSessionCookies } from './cookies.ts';
import type { Call } from './endpoint.ts';
import { toSession } from './models.ts';
import { encodeSession, hashSecret, randomHex } from './secrets.ts';
import type { User } from './tables/users.ts';

interface Beginning {
	provider: string;
	providerUid?: string;
	factors: string[];
}

/** Begins a session and answers with it: its cookies for everybody, its secret in the body for keys only. */
export function startSession(call: Call, user: User, beginning: Beginning): Response {
	const { c, caller, clock, store } = call;
	const { duration, maxSessions } = store.project.settings();
	const { provider, providerUid = '', factors } = beginning;
	const secret = randomHex(256);
	const expire = clock.now() + duration * 1000;

	const session = store.sessions.create({
		userId: user.id,
		secret: hashSecret(secret),
		expire,
		provider,
		providerUid,
		factors: JSON.stringify(factors),
		ip: clientAddress(c),
		userAgent: userAgentOf(c, caller)
	});
	if (maxSessions) store.sessions.trim(user.id, maxSessions);

	const value = encodeSession(user.id, secret);
	setSessionCookies(c, { projectId: store.project.id, value, expire, maxAge: duration });
	const shown = caller.role === 'applications' ? value : '';
	return answer(c, toSession(session, { current: true, secret: shown }), 201);
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
