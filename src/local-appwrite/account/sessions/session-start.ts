import { toSession } from '../../auth/models/session.ts';
import { encodeSession, hashSecret, randomHex } from '../../core/secrets.ts';
import type { Call } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { visitorOf } from '../../http/visitor.ts';
import type { ProviderTokens, Session } from '../../store/sessions.ts';
import type { User } from '../../store/users.ts';
import { sendSessionAlert } from '../mail/mails.ts';
import { setSessionCookies } from './cookies.ts';

/** Sessions that a user may have where the project does not say. */
const DEFAULT_LIMIT = 10;

interface Beginning {
	provider: string;
	providerUid?: string;
	providerTokens?: ProviderTokens;
	factors: string[];
	/** When a challenge was met, if the sign-in was one. */
	mfaUpdatedAt?: number | null;
	/** Seconds; as long as the project allows unless said. */
	duration?: number | null;
	/** Hex digits. */
	secretLength?: number;
}

/** Begins a session and answers with it: its cookies for everybody, its secret in the body for keys only. */
export function startSession(call: Call, user: User, beginning: Beginning): Response {
	const { session, value } = beginSession(call, user, beginning);
	alertUser(call, user, session);
	trimSessions(call, user);

	const { c, caller, version } = call;
	const secret = caller.role === 'applications' ? value : '';
	return jsonResponse(c, toSession(session, { version, current: true, secret }), 201);
}

/** Begins a session and sets its cookies; `value` is its secret as clients hold it. */
export function beginSession(call: Call, user: User, beginning: Beginning) {
	const { c, store } = call;
	const { session, value } = createSession(call, user, beginning);
	const { expire } = session;
	const maxAge = Math.round((expire - session.createdAt) / 1000);
	setSessionCookies(c, { projectId: store.project.id, value, expire, maxAge });
	return { session, value };
}

/** Begins a session of which only the answer will tell the client. */
export function createSession(call: Call, user: User, beginning: Beginning) {
	const { c, caller, clock, store } = call;
	const duration = beginning.duration ?? store.project.settings().duration;
	const { provider, providerUid = '', providerTokens, factors, secretLength = 256 } = beginning;
	const { mfaUpdatedAt = null } = beginning;
	const secret = randomHex(secretLength);
	const createdAt = clock.now();

	const session = store.sessions.create({
		userId: user.id,
		secret: hashSecret(secret),
		createdAt,
		expire: createdAt + duration * 1000,
		provider,
		providerUid,
		...providerTokens,
		factors: JSON.stringify(factors),
		mfaUpdatedAt,
		...visitorOf(c, caller)
	});
	return { session, value: encodeSession(user.id, secret) };
}

/** Ends the user's oldest sessions above the number that the project allows. */
export function trimSessions({ store, version }: Call, user: User): void {
	const { maxSessions } = store.project.settings();
	const limit = maxSessions ?? (version.has('sessionLimit') ? DEFAULT_LIMIT : 0);
	if (limit) store.sessions.trim(user.id, limit);
}

/** Tells the user by mail of each session but their first, unless it began with a mail anyway. */
function alertUser(call: Call, user: User, session: Session): void {
	const { sessionAlerts } = call.store.project.settings();
	if (!sessionAlerts || !user.email || call.store.sessions.ofUser(user.id).length === 1) return;

	const { provider, factors } = session;
	const byMail = provider === 'magic-url' || (provider === 'token' && factors === '["email"]');
	if (!byMail) sendSessionAlert(call, user, session);
}
