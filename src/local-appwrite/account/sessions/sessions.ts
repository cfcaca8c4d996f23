import { toSession } from '../../auth/models/session.ts';
import { renewHash } from '../../auth/password-change.ts';
import { password } from '../../auth/passwords/password-params.ts';
import { checkUserLimit, registerPasswordless } from '../../auth/registration.ts';
import { formatSqlDate } from '../../core/clock.ts';
import { currentUser, type Caller } from '../../http/caller.ts';
import { endpoint, type Call } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { isLocalProvider } from '../../oauth2/providers.ts';
import { email, uid } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import type { Session } from '../../store/sessions.ts';
import { deleteSessionCookies } from './cookies.ts';
import { startSession } from './session-start.ts';

/** `/account/sessions` */
export const sessions = [
	endpoint(
		{
			method: 'POST',
			path: '/account/sessions/email',
			aliases: ['/account/sessions'],
			scopes: ['sessions.write'],
			session: true,
			authMethod: 'email-password',
			limit: { hits: 10, keys: ['url:{url},email:{param-email}'], resetOn: 201 },
			audit: 'session.create',
			inConsole: new UserError('user_invalid_credentials'),
			params: { email, password }
		},
		async (call) => {
			const { params, passwords, store } = call;
			const user = store.users.byEmail(params.email);
			if (!user || !(await passwords.verify(params.password, user))) {
				throw new UserError('user_invalid_credentials');
			}
			// Only who knows the password learns of the block.
			if (!user.status) throw new UserError('user_blocked');
			await renewHash(call, user, params.password);

			const providerUid = user.email ?? '';
			return startSession(call, user, { provider: 'email', providerUid, factors: ['password'] });
		}
	),

	endpoint(
		{
			method: 'POST',
			path: '/account/sessions/anonymous',
			scopes: ['sessions.write'],
			session: true,
			authMethod: 'anonymous',
			limit: { hits: 50, keys: ['ip:{ip}'] },
			audit: 'session.create',
			inConsole: new UserError('user_anonymous_console_prohibited')
		},
		(call) => {
			checkUserLimit(call.store);
			const user = registerPasswordless(call, 'unique()');
			return startSession(call, user, { provider: 'anonymous', factors: ['anonymous'] });
		}
	),

	endpoint(
		{ method: 'GET', path: '/account/sessions', scopes: ['account'] },
		({ c, caller, store }) => {
			const found = store.sessions.ofUser(currentUser(caller).id);
			const list = found.map((session) =>
				toSession(session, { current: isCurrent(caller, session) })
			);
			return jsonResponse(c, { total: list.length, sessions: list });
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/account/sessions',
			scopes: ['account'],
			limit: { hits: 100, keys: ['url:{url},ip:{ip}'] },
			audit: 'session.delete'
		},
		({ c, caller, store }) => {
			store.sessions.deleteOfUser(currentUser(caller).id);
			deleteSessionCookies(c, store.project.id);
			return c.body(null, 204);
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/account/sessions/:sessionId',
			scopes: ['account'],
			params: { sessionId: uid }
		},
		(call) => {
			const session = findSession(call);
			return jsonResponse(call.c, toSession(session, { current: isCurrent(call.caller, session) }));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/sessions/:sessionId',
			scopes: ['account'],
			limit: { hits: 10, keys: ['url:{url},ip:{ip}'] },
			audit: 'session.update',
			params: { sessionId: uid }
		},
		(call) => {
			const { c, clock, store } = call;
			const session = findSession(call);
			const expire = clock.now() + store.project.settings().duration * 1000;
			// At the provider a session is extended too, for which one that began with a token has nothing to show.
			if (isLocalProvider(session.provider) && !session.providerRefreshToken) {
				throw new UserError('user_oauth2_bad_request', 'invalid_grant: No description');
			}
			store.sessions.extend(session.id, expire);

			// Appwrite leaves the answer half filled in.
			const model = toSession(session, { current: false });
			return jsonResponse(c, { ...model, expire: formatSqlDate(expire), countryName: '' });
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/account/sessions/:sessionId',
			scopes: ['account'],
			mfa: true,
			limit: { hits: 100, keys: ['url:{url},ip:{ip}'] },
			audit: 'session.delete',
			params: { sessionId: uid }
		},
		(call) => {
			const { c, caller, store } = call;
			const session = findSession(call);
			store.sessions.delete(session.id);
			if (isCurrent(caller, session)) deleteSessionCookies(c, store.project.id);
			return c.body(null, 204);
		}
	)
];

/** The caller's own session of the given id, or the one they came with if that is `current`. */
function findSession({ caller, params, store }: Call & { params: { sessionId: string } }): Session {
	const user = currentUser(caller);
	const { sessionId } = params;
	const session =
		sessionId === 'current' ? caller.session : store.sessions.byId(user.id, sessionId);
	if (!session) throw new UserError('user_session_not_found');
	return session;
}

function isCurrent(caller: Caller, session: Session): boolean {
	return caller.session?.id === session.id;
}
