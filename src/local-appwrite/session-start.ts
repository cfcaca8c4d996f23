import { answer } from './answers.ts';
import { setSessionCookies } from './cookies.ts';
import type { Call } from './endpoint.ts';
import { toSession } from './models.ts';
import { encodeSession, hashSecret, randomHex } from './secrets.ts';
import type { User } from './tables/users.ts';
import { visitorOf } from './visitor.ts';

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
		...visitorOf(c, caller)
	});
	if (maxSessions) store.sessions.trim(user.id, maxSessions);

	const value = encodeSession(user.id, secret);
	setSessionCookies(c, { projectId: store.project.id, value, expire, maxAge: duration });
	const shown = caller.role === 'applications' ? value : '';
	return answer(c, toSession(session, { current: true, secret: shown }), 201);
}
