import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { looseBoolean, optional, range, uid } from '../params/validators.ts';
import { findOpenTable } from './definitions/find.ts';
import { rowContext } from './row-call.ts';
import { place, queries, transactionId } from './row-params.ts';
import { findRow, findRows } from './rows/find-rows.ts';
import { toRow } from './rows/row-model.ts';
import { checkRowSelection, parseRowQueries, selectedKeys } from './rows/row-queries.ts';
import { rowRead } from './rules/scopes.ts';
import { errorAbout } from './store/errors.ts';
import { rowSchema } from './store/rows.ts';
import { showRow, showRows } from './transactions/staged-view.ts';

const MOST_SECONDS = 86_400;
const path = '/tablesdb/:databaseId/tables/:tableId/rows';

/** `GET /tablesdb/{databaseId}/tables/{tableId}/rows`, and of one row */
export const rowReads = [
	endpoint(
		{
			method: 'GET',
			path,
			scopes: rowRead,
			params: {
				...place,
				queries,
				transactionId,
				total: optional(looseBoolean, true),
				ttl: optional(range(0, MOST_SECONDS), 0)
			}
		},
		(call) => {
			const { c, params, store } = call;
			const table = findOpenTable(call);
			const parsed = parseRowQueries(params.queries);
			const context = rowContext(call, table);
			if (params.transactionId !== null) {
				const view = { store, context, transactionId: params.transactionId };
				return jsonResponse(c, showRows(view, parsed, params.total));
			}

			const { total, rows } = findRows(context, parsed, params.total);
			// Nothing is kept for the next time, so a list is never older than it may be.
			if (params.ttl > 0) c.header('X-Appwrite-Cache', 'miss');
			const selected = selectedKeys(parsed);
			return jsonResponse(c, { total, rows: rows.map((row) => toRow(row, table, selected)) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: `${path}/:rowId`,
			scopes: rowRead,
			params: { ...place, rowId: uid, queries, transactionId }
		},
		(call) => {
			const { c, params, store } = call;
			const table = findOpenTable(call);
			const parsed = parseRowQueries(params.queries);
			checkRowSelection(parsed, rowSchema(table));
			const context = rowContext(call, table);
			const { rowId, transactionId } = params;
			if (transactionId !== null) {
				const shown = showRow({ store, context, transactionId }, rowId, parsed);
				if (!shown) throw errorAbout('row_not_found', rowId);
				return jsonResponse(c, shown);
			}

			const row = findRow(context, rowId);
			if (!row) throw errorAbout('row_not_found', rowId);
			return jsonResponse(c, toRow(row, table, selectedKeys(parsed)));
		}
	)
];
