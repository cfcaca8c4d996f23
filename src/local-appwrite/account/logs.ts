import { toLog } from '../auth/models/log.ts';
import { currentUser } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { looseBoolean, optional } from '../params/validators.ts';
import { readPage } from '../queries/page.ts';
import { pageQueries } from '../queries/queries.ts';

/** `/account/logs`: what the user did, the newest first. */
export const logs = [
	endpoint(
		{
			method: 'GET',
			path: '/account/logs',
			feature: 'activityLog',
			scopes: ['account'],
			params: { queries: pageQueries, total: optional(looseBoolean, true) }
		},
		({ c, caller, params, store }) => {
			const { id } = currentUser(caller);
			const found = store.logs.ofUser(id, readPage(params.queries));
			const total = params.total ? store.logs.countOfUser(id) : 0;
			return jsonResponse(c, { total, logs: found.map(toLog) });
		}
	)
];
