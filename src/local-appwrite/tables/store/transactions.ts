import type { Clock } from '../../core/clock.ts';
import { createId } from '../../core/secrets.ts';
import type { Database } from '../../database/database.ts';
import { findList, type ListRequest } from '../../queries/list.ts';
import { createSchema } from '../../queries/schema.ts';

export interface Transaction {
	sequence: number;
	id: string;
	createdAt: number;
	updatedAt: number;
	/** Whose it is; `null` if a key or a guest began it. */
	userId: string | null;
	status: 'pending' | 'committing' | 'committed' | 'failed';
	/** How many are staged. */
	operations: number;
	expiresAt: number;
}

export const rowActions = [
	'create',
	'update',
	'upsert',
	'delete',
	'increment',
	'decrement'
] as const;
export const bulkActions = ['bulkCreate', 'bulkUpdate', 'bulkUpsert', 'bulkDelete'] as const;

export interface NewOperation {
	tableSequence: number;
	rowId: string | null;
	action: (typeof rowActions)[number] | (typeof bulkActions)[number];
	data: unknown;
}

export interface Operation extends NewOperation {
	createdAt: number;
}

export const transactionSchema = createSchema({
	status: { column: 'status', type: 'text' },
	expiresAt: { column: 'expiresAt', type: 'time' }
});

export function transactionsTable(db: Database, clock: Clock) {
	return {
		byId: (id: string) => db.get<Transaction>('SELECT * FROM transactions WHERE id = @id', { id }),

		/** @param userId whose transactions; of everybody for a key, which is `undefined` */
		list(request: ListRequest, userId: string | null | undefined) {
			const own = { text: 'userId = @userId', parameters: { userId: userId ?? null } };
			const condition = userId === undefined ? undefined : own;
			const source = { schema: transactionSchema, noun: 'Transaction', condition };
			return findList<Transaction>(db, { table: 'transactions', ...source }, request);
		},

		/** @param seconds how long it stays open */
		create(userId: string | null, seconds: number): Transaction {
			const now = clock.now();
			const created = db.get<Transaction>(
				`INSERT INTO transactions
				(id, createdAt, updatedAt, userId, status, operations, expiresAt)
				VALUES (@id, @now, @now, @userId, 'pending', 0, @expiresAt) RETURNING *`,
				{ id: createId(now), now, userId, expiresAt: now + seconds * 1000 }
			);
			if (!created) throw new Error('The transaction was not saved.');
			return created;
		},

		setStatus: (id: string, status: Transaction['status']) =>
			db.get<Transaction>(
				'UPDATE transactions SET updatedAt = @now, status = @status WHERE id = @id RETURNING *',
				{ id, now: clock.now(), status }
			),

		/** Adds to what is done when it is committed. */
		stage(id: string, operations: NewOperation[]): void {
			const now = clock.now();
			for (const { tableSequence, rowId, action, data } of operations) {
				db.run(
					`INSERT INTO transaction_operations
					(transactionId, createdAt, tableSequence, rowId, action, data)
					VALUES (@id, @now, @tableSequence, @rowId, @action, @data)`,
					{ id, now, tableSequence, rowId, action, data: JSON.stringify(data) }
				);
			}
			db.run(
				'UPDATE transactions SET updatedAt = @now, operations = operations + @count WHERE id = @id',
				{
					...{ id, now, count: operations.length }
				}
			);
		},

		/** What is staged, in its order. */
		operations: (id: string): Operation[] =>
			db
				.all<Operation & { data: string }>(
					'SELECT * FROM transaction_operations WHERE transactionId = @id ORDER BY sequence',
					{ id }
				)
				.map((operation) => ({ ...operation, data: JSON.parse(operation.data) })),

		delete: (id: string) => db.run('DELETE FROM transactions WHERE id = @id', { id }),

		clear: () => db.run('DELETE FROM transactions')
	};
}
