import { answer } from './answers.ts';
import { setSessionCookies } from './cookies.ts';
import type { Call } from './endpoint.ts';
import { sendSessionAlert } from './mails.ts';
import { toSession } from './models.ts';
import { encodeSession, hashSecret, randomHex } from './secrets.ts';
import type { Session } from './tables/sessions.ts';
import type { User } from './tables/users.ts';
import { visitorOf } from './visitor.ts';

interface Beginning {
	provider: string;
	providerUid?: string;
	factors: string[];
	/** Hex digits. */
	secretLength?: number;
}

/** Begins a session and answers with it: its cookies for everybody, its secret in the body for keys only. */
export function startSession(call: Call, user: User, beginning: Beginning): Response {
	const { c, caller, clock, store } = call;
	const { duration, maxSessions } = store.project.settings();
	const { provider, providerUid = '', factors, secretLength = 256 } = beginning;
	const secret = randomHex(secretLength);
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
	alertUser(call, user, session);
	if (maxSessions) store.sessions.trim(user.id, maxSessions);

	const value = encodeSession(user.id, secret);
	setSessionCookies(c, { projectId: store.project.id, value, expire, maxAge: duration });
	const shown = caller.role === 'applications' ? value : '';
	return answer(c, toSession(session, { current: true, secret: shown }), 201);
}

/** Tells the user by mail of each session but their first, unless it began with a mail anyway. */
function alertUser(call: Call, user: User, session: Session): void {
	const { sessionAlerts } = call.store.project.settings();
	if (!sessionAlerts || !user.email || call.store.sessions.ofUser(user.id).length === 1) return;

	const { provider, factors } = session;
	const byMail = provider === 'magic-url' || (provider === 'token' && factors === '["email"]');
	if (!byMail) sendSessionAlert(call, user, session);
}
