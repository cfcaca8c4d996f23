import { createSession } from '../account/sessions/session-start.ts';
import { toSession } from '../auth/models/session.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { customId, looseBoolean, optional, uid } from '../params/validators.ts';
import { UserError } from '../store/errors.ts';
import { findUser } from './users.ts';

/**
 * `/users/{userId}/sessions`. Everybody has the scope `sessions.write`, so guests and users come as far as the
 * handlers of the routes that write.
 */
export const sessions = [
	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/sessions',
			scopes: ['users.read', 'sessions.read'],
			params: { userId: uid, total: optional(looseBoolean, true) }
		},
		(call) => {
			const { c, params, store, version } = call;
			const found = store.sessions.ofUser(findUser(call).id);
			const sessions = found.map((session) =>
				toSession(session, { version, current: false, secret: secretFor(call, session.secret) })
			);
			return jsonResponse(c, { total: params.total ? sessions.length : 0, sessions });
		}
	),

	endpoint(
		{
			method: 'POST',
			path: '/users/:userId/sessions',
			scopes: ['users.write', 'sessions.write'],
			audit: 'session.create',
			params: { userId: customId }
		},
		(call) => {
			const beginning = { provider: 'server', factors: ['server'] };
			const { session, value } = createSession(call, findUser(call), beginning);
			const secret = secretFor(call, value);
			const { c, version } = call;
			return jsonResponse(c, toSession(session, { version, current: false, secret }), 201);
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/users/:userId/sessions',
			scopes: ['users.write', 'sessions.write'],
			audit: 'session.delete',
			params: { userId: uid }
		},
		(call) => {
			const { c, caller, store } = call;
			const { id } = findUser(call);
			const isForeign = caller.role !== 'applications' && caller.user?.id !== id;
			if (isForeign && store.sessions.ofUser(id).length > 0) {
				throw new UserError('user_unauthorized');
			}
			store.sessions.deleteOfUser(id);
			return c.body(null, 204);
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/users/:userId/sessions/:sessionId',
			scopes: ['users.write', 'sessions.write'],
			audit: 'session.delete',
			params: { userId: uid, sessionId: uid }
		},
		(call) => {
			const { c, caller, params, store } = call;
			findUser(call);
			// Appwrite does not ask whether it is this user's session, only whether the caller may end it.
			const session = store.sessions.ofAnybody(params.sessionId);
			const mayEnd = caller.role === 'applications' || caller.user?.id === session?.userId;
			if (!session || !mayEnd) throw new UserError('user_session_not_found');

			store.sessions.delete(session.id);
			return c.body(null, 204);
		}
	)
];

/** In lists it is no more than the hash that is kept, and no use to anybody. */
function secretFor({ caller }: Call, secret: string): string {
	return caller.role === 'applications' ? secret : '';
}
