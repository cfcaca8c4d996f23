import { toSession } from '../../auth/models/session.ts';
import { renewHash } from '../../auth/password-change.ts';
import { password } from '../../auth/passwords/password-params.ts';
import { checkPwnedSignIn } from '../../auth/pwned-passwords.ts';
import { checkUserLimit, registerPasswordless } from '../../auth/registration.ts';
import { formatDate, formatSqlDate } from '../../core/clock.ts';
import type { Version } from '../../core/version.ts';
import { GeneralError } from '../../core/errors.ts';
import { currentUser, type Caller } from '../../http/caller.ts';
import { endpoint, type Call } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { isLocalProvider } from '../../oauth2/providers.ts';
import { boolean, email, nullable, range, since, uid } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Session } from '../../store/sessions.ts';
import { deleteSessionCookies } from './cookies.ts';
import { startSession } from './session-start.ts';

const YEAR = 31_536_000;

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
			params: {
				email,
				password,
				duration: since('sessionDuration', nullable(range(60, YEAR)), null)
			}
		},
		async (call) => {
			const { params, passwords, store } = call;
			const { duration } = params;
			checkDuration(store, duration);
			const user = store.users.byEmail(params.email);
			if (!user || !(await passwords.verify(params.password, user))) {
				throw new UserError('user_invalid_credentials');
			}
			// Only who knows the password learns of the block.
			if (!user.status) throw new UserError('user_blocked');
			checkPwnedSignIn(call, user, params.password);
			await renewHash(call, user, params.password);

			const providerUid = user.email ?? '';
			const beginning = { provider: 'email', providerUid, factors: ['password'], duration };
			return startSession(call, user, beginning);
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
		({ c, caller, store, version }) => {
			const found = store.sessions.ofUser(currentUser(caller).id);
			const list = found.map((session) =>
				toSession(session, { version, current: isCurrent(caller, session) })
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
			audit: 'session.delete',
			params: { current: since('keptSession', boolean, true) }
		},
		({ c, caller, params, store }) => {
			const { id } = currentUser(caller);
			const count = store.sessions.ofUser(id).length;
			if (!params.current) {
				if (!caller.session) throw new UserError('user_session_not_found');
				store.sessions.deleteOfUser(id, caller.session.id);
				return c.body(null, 204);
			}

			store.sessions.deleteOfUser(id);
			deleteSessionCookies(c, store.project.id, count);
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
			const { c, caller, version } = call;
			const session = findSession(call);
			const current = isCurrent(caller, session);
			return jsonResponse(c, toSession(session, { version, current }));
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
			const { c, clock, store, version } = call;
			const session = findSession(call);
			const expire = clock.now() + store.project.settings().duration * 1000;
			if (isLocalProvider(session.provider) && !isRefreshed(session, version)) {
				throw new UserError('user_oauth2_bad_request', 'invalid_grant: No description');
			}
			store.sessions.extend(session.id, expire);

			// Appwrite leaves the answer half filled in.
			const model = toSession(session, { version, current: false });
			const shown = version.has('isoSessionEnd') ? formatDate(expire) : formatSqlDate(expire);
			return jsonResponse(c, { ...model, expire: shown, countryName: '' });
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/account/sessions/:sessionId',
			impersonation: 'allow',
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

/** Newer versions take a length up to the project's own; `general_argument_invalid`. */
function checkDuration({ project }: Store, duration: number | null): void {
	const longest = project.settings().duration;
	if (duration === null || duration <= longest) return;
	const message = `Session duration cannot exceed the project maximum session length of ${longest} seconds.`;
	throw new GeneralError('general_argument_invalid', message);
}

/** The caller's own session of the given id, or the one they came with if that is `current`. */
function findSession({ caller, params, store }: Call & { params: { sessionId: string } }): Session {
	const user = currentUser(caller);
	const { sessionId } = params;
	const session =
		sessionId === 'current' ? caller.session : store.sessions.byId(user.id, sessionId);
	if (!session) throw new UserError('user_session_not_found');
	return session;
}

/**
 * Whether the provider goes along with an extension. Nothing to show it is no reason to refuse for newer versions; those
 * between have something from every sign-in, but the recorded provider refused it.
 */
function isRefreshed({ providerRefreshToken }: Session, version: Version): boolean {
	if (version.has('optionalRefresh')) return true;
	return !version.has('providerSessions') && Boolean(providerRefreshToken);
}

function isCurrent(caller: Caller, session: Session): boolean {
	return caller.session?.id === session.id;
}
