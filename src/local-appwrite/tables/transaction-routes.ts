import { GeneralError } from '../core/errors.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { boolean, optional, range, uid } from '../params/validators.ts';
import { queries } from '../queries/queries.ts';
import { actorOf } from './permissions/caller-actor.ts';
import { transactionSchema, transactionsTable } from './store/transactions.ts';
import { commitTransaction } from './transactions/commit.ts';
import { toTransaction } from './transactions/transaction-model.ts';
import { findOpenTransaction, findTransaction } from './transactions/open-transaction.ts';

const [SHORTEST, USUAL, LONGEST] = [60, 300, 3600];
const read: [string, ...string[]] = ['documents.read', 'rows.read'];
const write: [string, ...string[]] = ['documents.write', 'rows.write'];

/** `/tablesdb/transactions` */
export const transactionRoutes = [
	endpoint(
		{
			method: 'POST',
			path: '/tablesdb/transactions',
			scopes: write,
			params: { ttl: optional(range(SHORTEST, LONGEST), USUAL) }
		},
		({ c, caller, params, store }) => {
			const { userId } = actorOf(caller);
			const created = store.table(transactionsTable).create(userId, params.ttl);
			return jsonResponse(c, toTransaction(created), 201);
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/tablesdb/transactions',
			scopes: read,
			params: { queries: queries(transactionSchema) }
		},
		({ c, caller, params, store }) => {
			const { isKey, userId } = actorOf(caller);
			const request = { queries: params.queries, total: true };
			const owner = isKey ? undefined : userId;
			const { total, rows } = store.table(transactionsTable).list(request, owner);
			return jsonResponse(c, { total, transactions: rows.map(toTransaction) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/tablesdb/transactions/:transactionId',
			scopes: read,
			params: { transactionId: uid }
		},
		(call) => jsonResponse(call.c, toTransaction(findTransaction(call, call.params.transactionId)))
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/tablesdb/transactions/:transactionId',
			scopes: write,
			params: {
				transactionId: uid,
				commit: optional(boolean, false),
				rollback: optional(boolean, false)
			}
		},
		(call) => {
			const { c, params, store } = call;
			const { commit, rollback, transactionId } = params;
			if (!commit && !rollback) throw badRequest('Either commit or rollback must be true');
			if (commit && rollback) throw badRequest('Cannot commit and rollback at the same time');

			const transaction = findOpenTransaction(call, transactionId);
			const ended = commit
				? commitTransaction(call, transaction)
				: store.table(transactionsTable).setStatus(transactionId, 'failed');
			return jsonResponse(c, toTransaction(ended ?? transaction));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/tablesdb/transactions/:transactionId',
			scopes: write,
			params: { transactionId: uid }
		},
		(call) => {
			const { id } = findTransaction(call, call.params.transactionId);
			call.store.table(transactionsTable).delete(id);
			return call.c.body(null, 204);
		}
	)
];

function badRequest(message: string): Error {
	return new GeneralError('general_bad_request', message);
}
