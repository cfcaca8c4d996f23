import { GeneralError } from '../../core/errors.ts';
import type { Call } from '../../http/endpoint.ts';
import { actorOf } from '../permissions/caller-actor.ts';
import type { RowContext } from '../rows/context.ts';
import { rowsTable } from '../store/rows.ts';
import { errorAbout, TableError } from '../store/errors.ts';
import { tablesTable } from '../store/tables.ts';
import { transactionsTable, type Operation, type Transaction } from '../store/transactions.ts';
import { RowFault } from '../values/row-fault.ts';
import { commitBulk } from './commit-bulk.ts';
import type { Commit } from './commit-data.ts';
import { commitRow } from './commit-row.ts';

type CommitCall = Pick<Call, 'store' | 'caller' | 'clock'>;

/**
 * Does everything that is staged, or nothing of it. Throws `transaction_conflict`, `document_not_found`,
 * `document_invalid_structure`, `attribute_limit_exceeded`, `user_unauthorized`; the transaction is `failed` then.
 */
export function commitTransaction(call: CommitCall, { id }: Transaction): Transaction {
	const transactions = call.store.table(transactionsTable);
	let current: Operation | undefined;
	try {
		call.store.transaction(() => {
			const touched = new Set<string>();
			for (const operation of transactions.operations(id)) {
				current = operation;
				commitOperation(call, operation, touched);
			}
		});
	} catch (error) {
		transactions.setStatus(id, 'failed');
		throw error instanceof RowFault ? toError(error, current?.rowId ?? 'unknown') : error;
	}
	const committed = transactions.setStatus(id, 'committed');
	if (!committed) throw errorAbout('transaction_not_found', id);
	return committed;
}

/** @param touched rows that this transaction has changed already, which may change again */
function commitOperation(call: CommitCall, operation: Operation, touched: Set<string>): void {
	const { store, caller, clock } = call;
	const tables = store.table(tablesTable);
	const table = tables.bySequence(operation.tableSequence);
	if (!table) throw new RowFault('missing');

	const context: RowContext = {
		rows: store.table(rowsTable),
		table,
		actor: actorOf(caller),
		now: clock.now(),
		unchangedSince: operation.createdAt
	};
	const nameOf = (rowId: string) => `${table.sequence} ${rowId}`;
	const commit: Commit = {
		context,
		takeSequence: () => tables.takeSequences(table, 1),
		isTouched: (rowId) => touched.has(nameOf(rowId)),
		touch: (rowId) => void touched.add(nameOf(rowId)),
		forget: (rowId) => void touched.delete(nameOf(rowId))
	};
	if (operation.action.startsWith('bulk')) commitBulk(commit, operation);
	else commitRow(commit, operation);
}

function toError({ kind, message }: RowFault, rowId: string): Error {
	if (kind === 'missing') return errorAbout('document_not_found', rowId);
	if (kind === 'structure') return new TableError('document_invalid_structure', message);
	if (kind === 'limit') return new TableError('attribute_limit_exceeded', message);
	if (kind === 'type' || kind === 'argument') return new GeneralError('general_unknown');
	return new TableError('transaction_conflict');
}
