import type { Call } from '../../http/endpoint.ts';
import { GeneralError } from '../../core/errors.ts';
import type { Actor } from '../permissions/actor.ts';
import { actorOf } from '../permissions/caller-actor.ts';
import { errorAbout, TableError } from '../store/errors.ts';
import { transactionsTable, type NewOperation, type Transaction } from '../store/transactions.ts';

const MOST_OPERATIONS = 100;

type TransactionCall = Pick<Call, 'store' | 'caller' | 'clock'>;

/** Theirs, or anybody's for a key. Throws `transaction_not_found`. */
export function findTransaction({ store, caller }: TransactionCall, id: string): Transaction {
	const transaction = store.table(transactionsTable).byId(id);
	if (transaction && isVisible(transaction, actorOf(caller))) return transaction;
	throw errorAbout('transaction_not_found', id);
}

function isVisible({ userId }: Transaction, actor: Actor): boolean {
	return actor.isKey || (userId !== null && userId === actor.userId);
}

/** One that takes operations. Throws `transaction_not_found`, `transaction_not_ready`, `transaction_expired`. */
export function findOpenTransaction(call: TransactionCall, id: string): Transaction {
	const transaction = findTransaction(call, id);
	if (transaction.status !== 'pending') throw new TableError('transaction_not_ready');
	if (transaction.expiresAt < call.clock.now()) throw new TableError('transaction_expired');
	return transaction;
}

/** The same, for the routes that have another error for one that is not there or not open. */
export function findPendingTransaction(call: TransactionCall, id: string): Transaction {
	try {
		return findOpenTransaction(call, id);
	} catch (error) {
		const isClosed = error instanceof TableError && error.type !== 'transaction_expired';
		if (!isClosed) throw error;
		throw new GeneralError('general_bad_request', 'Invalid or non‑pending transaction');
	}
}

/** Adds to what is done when it is committed. Throws `transaction_limit_exceeded`. */
export function stage(
	{ store }: TransactionCall,
	{ id, operations: before }: Transaction,
	operations: NewOperation[]
): void {
	if (before + operations.length > MOST_OPERATIONS) {
		const message = `Transaction already has ${before} operations, adding ${operations.length} would exceed the maximum of ${MOST_OPERATIONS}`;
		throw new TableError('transaction_limit_exceeded', message);
	}
	store.transaction(() => store.table(transactionsTable).stage(id, operations));
}
