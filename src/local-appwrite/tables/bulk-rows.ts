import { GeneralError } from '../core/errors.ts';
import { createId } from '../core/secrets.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { findTable } from './definitions/find.ts';
import { actorOf } from './permissions/caller-actor.ts';
import { rowContext } from './row-call.ts';
import { readPermissions } from './row-creation.ts';
import {
	data,
	deleteLimit,
	manyRows,
	place,
	queries,
	transactionId,
	writeLimit
} from './row-params.ts';
import { deleteRows, updateRows } from './rows/bulk.ts';
import { settableData } from './rows/row-data.ts';
import { refuseFaults } from './rows/row-errors.ts';
import { toRow } from './rows/row-model.ts';
import { parseRowQueries } from './rows/row-queries.ts';
import { upsertRow } from './rows/upsert-row.ts';
import { writeRows } from './rows/write-rows.ts';
import { rowWrite } from './rules/scopes.ts';
import { errorAbout, TableError } from './store/errors.ts';
import type { Row, Values } from './store/row.ts';
import type { Table } from './store/table.ts';
import type { NewOperation } from './store/transactions.ts';
import { findPendingTransaction, stage } from './transactions/open-transaction.ts';
import { readOperators } from './values/operators.ts';
import { RowFault } from './values/row-fault.ts';

const MOST_SHOWN = 100;
const path = '/tablesdb/:databaseId/tables/:tableId/rows';

/** Changes of many rows at `/tablesdb/{databaseId}/tables/{tableId}/rows`, for keys. */
export const bulkRows = [
	endpoint(
		{
			method: 'PATCH',
			path,
			scopes: rowWrite,
			limit: writeLimit,
			audit: 'rows.update',
			params: { ...place, data, queries, transactionId }
		},
		(call) => {
			const { params, store } = call;
			if (params.data.size === 0) throw new TableError('row_missing_payload');
			const table = findForKey(call);
			const sent = readOperators(params.data);
			const parsed = parseRowQueries(params.queries);
			if (sent.has('$permissions')) {
				sent.set('$permissions', readPermissions(sent.get('$permissions')));
			}
			const staged = { data: Object.fromEntries(params.data), queries: params.queries };
			const isStaged = stageBulk(call, table, { action: 'bulkUpdate', data: staged });
			if (isStaged) return jsonResponse(call.c, { total: 0, rows: [] });

			const context = rowContext(call, table);
			const change = { data: sent, queries: parsed };
			const rows = refuseClash(() => store.transaction(() => updateRows(context, change)));
			return respond(call, table, rows);
		}
	),

	endpoint(
		{
			method: 'PUT',
			path,
			scopes: rowWrite,
			limit: writeLimit,
			audit: 'rows.update',
			params: { ...place, rows: manyRows, transactionId }
		},
		(call) => {
			const { c, params, store } = call;
			const table = findForKey(call);
			const staged = params.rows.map((row) => Object.fromEntries(row));
			if (stageBulk(call, table, { action: 'bulkUpsert', data: staged })) {
				return jsonResponse(c, { total: staged.length, rows: [] });
			}
			const rows = refuseFaults('multiple', () =>
				writeRows(store, table, (takeSequence) => upsertAll(call, table, takeSequence))
			);
			return respond(call, table, rows);
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path,
			scopes: rowWrite,
			limit: deleteLimit,
			audit: 'rows.delete',
			params: { ...place, queries, transactionId }
		},
		(call) => {
			const { params, store } = call;
			const table = findForKey(call);
			const parsed = parseRowQueries(params.queries);
			const staged = { queries: params.queries };
			if (stageBulk(call, table, { action: 'bulkDelete', data: staged })) {
				return jsonResponse(call.c, { total: 0, rows: [] });
			}
			const context = rowContext(call, table);
			return respond(
				call,
				table,
				store.transaction(() => deleteRows(context, parsed))
			);
		}
	)
];

type PlaceCall = Call & {
	params: { databaseId: string; tableId: string; transactionId: string | null };
};

/** For all but keys there is no such database, as Appwrite looks for it with the caller's rights. */
function findForKey(call: PlaceCall): Table {
	if (actorOf(call.caller).isKey) return findTable(call);
	throw errorAbout('database_not_found', call.params.databaseId);
}

/** Whether it was left to the transaction of the request. */
function stageBulk(
	call: PlaceCall,
	{ sequence }: Table,
	operation: Pick<NewOperation, 'action' | 'data'>
): boolean {
	const { transactionId } = call.params;
	if (transactionId === null) return false;
	const transaction = findPendingTransaction(call, transactionId);
	stage(call, transaction, [{ tableSequence: sequence, rowId: null, ...operation }]);
	return true;
}

/** The rows that changed. */
function upsertAll(
	call: Call & { params: { rows: Values[] } },
	table: Table,
	takeSequence: () => number
): Row[] {
	const context = rowContext(call, table);
	const ids = new Set<string>();
	return call.params.rows.flatMap((sent) => {
		const data = readOperators(sent);
		const id = String(data.get('$id') ?? createId(context.now));
		if (ids.has(id)) throw new RowFault('taken');
		ids.add(id);
		const permissions = data.has('$permissions') ? readPermissions(data.get('$permissions')) : null;
		const upserted = { id, data: settableData(data, true), permissions };
		return upsertRow(context, upserted, takeSequence) ?? [];
	});
}

/** Appwrite has no error for values of many rows that must be unique. */
function refuseClash<Result>(work: () => Result): Result {
	return refuseFaults('', () => {
		try {
			return work();
		} catch (error) {
			const isClash = error instanceof RowFault && error.kind === 'taken';
			throw isClash ? new GeneralError('general_unknown') : error;
		}
	});
}

function respond({ c }: Call, table: Table, rows: Row[]): Response {
	const shown = rows.slice(0, MOST_SHOWN).map((row) => toRow(row, table));
	return jsonResponse(c, { total: rows.length, rows: shown });
}
