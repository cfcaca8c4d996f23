import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { customId, uid } from '../params/validators.ts';
import { findOpenTable } from './definitions/find.ts';
import { checkGiven, ownPermissions } from './permissions/actor.ts';
import { rowContext } from './row-call.ts';
import { data, deleteLimit, permissions, place, transactionId, writeLimit } from './row-params.ts';
import type { RowContext } from './rows/context.ts';
import { deleteRow } from './rows/delete-row.ts';
import { findRow } from './rows/find-rows.ts';
import { settableData } from './rows/row-data.ts';
import { refuseFaults } from './rows/row-errors.ts';
import { toRow } from './rows/row-model.ts';
import { updateRow } from './rows/update-row.ts';
import { upsertRow } from './rows/upsert-row.ts';
import { writeRows } from './rows/write-rows.ts';
import { rowWrite } from './rules/scopes.ts';
import { errorAbout, TableError } from './store/errors.ts';
import type { Row, Values } from './store/row.ts';
import { findOpenTransaction, stage } from './transactions/open-transaction.ts';
import { showRow, showStaged } from './transactions/staged-view.ts';
import { readOperators } from './values/operators.ts';

const path = '/tablesdb/:databaseId/tables/:tableId/rows/:rowId';

/** `/tablesdb/{databaseId}/tables/{tableId}/rows/{rowId}` */
export const rowChanges = [
	endpoint(
		{
			method: 'PATCH',
			path,
			scopes: rowWrite,
			limit: writeLimit,
			audit: 'row.update',
			params: { ...place, rowId: uid, data, permissions, transactionId }
		},
		(call) => {
			const { c, params, store } = call;
			checkPayload(params);
			const table = findOpenTable(call);
			const context = rowContext(call, table);
			const { rowId, transactionId } = params;
			const staged = findStaged(call, context);
			if (transactionId !== null && staged) return stageChange(call, context, staged, 'update');

			const sent = readOperators(params.data);
			const row = context.rows.byId(table, rowId);
			if (!row || transactionId !== null) throw errorAbout('row_not_found', rowId);
			if (params.permissions) checkGiven(context.actor, params.permissions);
			const changes = { data: sent, permissions: params.permissions };
			const updated = refuseFaults(rowId, () =>
				store.transaction(() => updateRow(context, row, changes))
			);
			return jsonResponse(c, toRow(updated, table));
		}
	),

	endpoint(
		{
			method: 'PUT',
			path,
			scopes: rowWrite,
			limit: writeLimit,
			audit: 'row.upsert',
			params: { ...place, rowId: customId, data, permissions, transactionId }
		},
		(call) => {
			const { c, params, store } = call;
			checkPayload(params);
			const table = findOpenTable(call);
			const context = rowContext(call, table);
			const { rowId } = params;
			const sent = readOperators(params.data);
			const old = context.rows.byId(table, rowId);
			const present =
				params.transactionId === null ? old?.permissions : stagedPermissions(call, context);
			const given = params.permissions ?? present ?? ownPermissions(context.actor);
			checkGiven(context.actor, given);
			if (params.transactionId !== null) {
				const shown = { $permissions: given };
				return stageChange(call, context, shown, 'upsert');
			}

			const upserted = { id: rowId, data: sent, permissions: given };
			const row = refuseFaults(rowId, () =>
				writeRows(store, table, (takeSequence) => upsertRow(context, upserted, takeSequence))
			);
			return jsonResponse(c, toRow(row ?? findUnchanged(context, old, rowId), table));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path,
			scopes: rowWrite,
			limit: deleteLimit,
			audit: 'row.delete',
			params: { ...place, rowId: uid, transactionId }
		},
		(call) => {
			const { c, params, store } = call;
			const table = findOpenTable(call);
			const context = rowContext(call, table);
			const { rowId, transactionId } = params;
			if (transactionId !== null) {
				if (!findStaged(call, context)) throw errorAbout('row_not_found', rowId);
				const operation = { tableSequence: table.sequence, rowId, data: {} };
				const transaction = findOpenTransaction(call, transactionId);
				stage(call, transaction, [{ ...operation, action: 'delete' }]);
				return c.body(null, 204);
			}

			const row = context.rows.byId(table, rowId);
			if (!row) throw errorAbout('row_not_found', rowId);
			store.transaction(() => deleteRow(context, row));
			return c.body(null, 204);
		}
	)
];

interface Sent {
	rowId: string;
	data: Values;
	permissions: string[] | null;
	transactionId: string | null;
}

type ChangeCall = Call & { params: Sent };

function checkPayload({ data, permissions }: Sent): void {
	if (data.size === 0 && permissions === null) throw new TableError('row_missing_payload');
}

/** The row as the transaction of the request will leave it; nothing without one or if there will be no row. */
function findStaged(
	{ store, params }: Pick<Call, 'store'> & { params: Pick<Sent, 'rowId' | 'transactionId'> },
	context: RowContext
): Record<string, unknown> | undefined {
	const { rowId, transactionId } = params;
	if (transactionId === null) return undefined;
	return showRow({ store, context, transactionId }, rowId, []);
}

function stagedPermissions(call: ChangeCall, context: RowContext): string[] | undefined {
	const permissions = findStaged(call, context)?.$permissions;
	return Array.isArray(permissions) ? permissions.map(String) : undefined;
}

/**
 * Stages an update or an upsert.
 * @param present the row as it is in the transaction
 */
function stageChange(
	call: ChangeCall,
	{ table, actor }: RowContext,
	present: Record<string, unknown>,
	action: 'update' | 'upsert'
): Response {
	const { rowId, data, permissions, transactionId } = call.params;
	if (permissions) checkGiven(actor, permissions);
	const transaction = findOpenTransaction(call, transactionId ?? '');
	const staged = {
		...Object.fromEntries(settableData(data, actor.isKey)),
		$id: rowId,
		$permissions: permissions ?? present.$permissions ?? []
	};
	stage(call, transaction, [{ tableSequence: table.sequence, rowId, action, data: staged }]);
	if (action === 'upsert') return jsonResponse(call.c, showStaged(staged, table), 201);
	return jsonResponse(call.c, { ...present, ...staged });
}

/** What an upsert that changes nothing answers, if they may read it. */
function findUnchanged(context: RowContext, old: Row | undefined, rowId: string): Row {
	const row = old && findRow(context, rowId);
	if (!row) throw errorAbout('row_not_found', rowId);
	return row;
}
