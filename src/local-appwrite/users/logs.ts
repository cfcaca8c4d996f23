import { toLog } from '../auth/models/log.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { looseBoolean, optional, text, uid } from '../params/validators.ts';
import { readPage } from '../queries/page.ts';
import { pageQueries, queries } from '../queries/queries.ts';
import { createSchema } from '../queries/schema.ts';
import { findUser } from './users.ts';

const membershipSchema = createSchema({
	userId: { column: 'userId', type: 'text' },
	teamId: { column: 'teamId', type: 'text' },
	invited: { column: 'invited', type: 'time' },
	joined: { column: 'joined', type: 'time' },
	confirm: { column: 'confirm', type: 'flag' },
	roles: { column: 'roles', type: 'text', isList: true }
});

/** `/users/{userId}/logs` and `/users/{userId}/memberships` */
export const logs = [
	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/logs',
			feature: 'activityLog',
			scopes: ['users.read'],
			params: { userId: uid, queries: pageQueries, total: optional(looseBoolean, true) }
		},
		(call) => {
			const { c, params, store } = call;
			const { id } = findUser(call);
			const found = store.logs.ofUser(id, readPage(params.queries));
			const total = params.total ? store.logs.countOfUser(id) : 0;
			return jsonResponse(c, { total, logs: found.map(toLog) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/memberships',
			scopes: ['users.read'],
			params: {
				userId: uid,
				queries: queries(membershipSchema),
				search: optional(text(256), ''),
				total: optional(looseBoolean, true)
			}
		},
		(call) => {
			// There are no teams here, so nobody is in one.
			findUser(call);
			return jsonResponse(call.c, { total: 0, memberships: [] });
		}
	)
];
