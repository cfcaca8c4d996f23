import { formatDate } from '../../core/clock.ts';
import type { Transaction } from '../store/transactions.ts';

/** A transaction as Appwrite shows it. */
export function toTransaction(transaction: Transaction) {
	return {
		$id: transaction.id,
		$createdAt: formatDate(transaction.createdAt),
		$updatedAt: formatDate(transaction.updatedAt),
		status: transaction.status,
		operations: transaction.operations,
		expiresAt: formatDate(transaction.expiresAt)
	};
}
