import { GeneralError } from '../core/errors.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { uid } from '../params/validators.ts';
import { UserError } from '../store/errors.ts';
import { databaseById } from './definitions/find.ts';
import { checkGiven, isAllowed } from './permissions/actor.ts';
import { rowContext } from './row-call.ts';
import { errorAbout } from './store/errors.ts';
import type { Table } from './store/table.ts';
import { tablesTable } from './store/tables.ts';
import { bulkActions, transactionsTable, type NewOperation } from './store/transactions.ts';
import { findTransaction, findPendingTransaction, stage } from './transactions/open-transaction.ts';
import {
	operations as operationsParam,
	type SentOperation
} from './transactions/operation-param.ts';
import { toTransaction } from './transactions/transaction-model.ts';
import { showRow } from './transactions/staged-view.ts';

/** `POST /tablesdb/transactions/{transactionId}/operations` */
export const operations = [
	endpoint(
		{
			method: 'POST',
			path: '/tablesdb/transactions/:transactionId/operations',
			scopes: ['documents.write', 'rows.write'],
			params: { transactionId: uid, operations: operationsParam }
		},
		(call) => {
			const { transactionId, operations } = call.params;
			if (operations.length === 0) {
				throw new GeneralError('general_bad_request', 'Operations array cannot be empty');
			}
			findTransaction(call, transactionId);
			const transaction = findPendingTransaction(call, transactionId);

			const created = new Set<string>();
			const staged = operations.map((operation) => readOperation(call, operation, created));
			stage(call, transaction, staged);
			const updated = call.store.table(transactionsTable).byId(transactionId);
			return jsonResponse(call.c, toTransaction(updated ?? transaction), 201);
		}
	)
];

type OperationsCall = Call & { params: { transactionId: string } };

/** @param created rows that earlier operations of the same request make */
function readOperation(
	call: OperationsCall,
	operation: SentOperation,
	created: Set<string>
): NewOperation {
	const { action, rowId = null, data } = operation;
	const { isKey } = rowActor(call);
	const isBulk = bulkActions.some((bulk) => bulk === action);
	if (isBulk && !isKey) throw new UserError('user_unauthorized');

	const table = findTableOf(call, operation, isKey);
	const name = `${table.sequence} ${rowId}`;
	if (!isBulk) checkOperation(call, table, operation, created.has(name));
	if (action === 'create') created.add(name);
	return { tableSequence: table.sequence, rowId, action, data };
}

function rowActor(call: OperationsCall) {
	return { isKey: call.caller.role === 'applications' };
}

/** The errors are those of the older API. */
function findTableOf(
	{ store }: Call,
	{ databaseId, tableId }: SentOperation,
	isKey: boolean
): Table {
	const database = databaseById(store, databaseId);
	if (!database.enabled && !isKey) throw errorAbout('database_not_found', databaseId);
	const table = store.table(tablesTable).byId(database, tableId);
	if (table && (table.enabled || isKey)) return table;
	throw errorAbout('collection_not_found', tableId);
}

/** Throws `document_not_found`, `user_unauthorized`. */
function checkOperation(
	call: OperationsCall,
	table: Table,
	{ action, rowId = '', data }: SentOperation,
	isCreated: boolean
): void {
	const { store, params } = call;
	const context = rowContext(call, table);
	const { actor } = context;
	const view = { store, context, transactionId: params.transactionId };
	const row = action === 'create' ? undefined : showRow(view, rowId, []);
	const isNeeded = action !== 'create' && action !== 'upsert';
	if (isNeeded && !row && !isCreated) throw errorAbout('document_not_found', rowId);

	const right = rightFor(action, row !== undefined);
	const own = Array.isArray(row?.$permissions) ? row.$permissions.map(String) : [];
	const granted =
		table.rowSecurity && right !== 'create' ? [...table.permissions, ...own] : table.permissions;
	if (!isAllowed(actor, right, granted)) throw new UserError('user_unauthorized');
	if (Array.isArray(data.$permissions)) checkGiven(actor, data.$permissions.map(String));
}

function rightFor(action: SentOperation['action'], isThere: boolean): string {
	if (action === 'create' || action === 'delete') return action;
	return action === 'upsert' && !isThere ? 'create' : 'update';
}
