import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../database/database.ts';
import { findList, type ListRequest } from '../../queries/list.ts';
import { createSchema } from '../../queries/schema.ts';
import type { Column } from './column.ts';
import type { Index, NewIndex } from './index.ts';
import { createIndexStorage, dropIndexStorage } from './row-storage.ts';

type Lists = 'columns' | 'lengths' | 'orders';
type Entry = Omit<Index, Lists> & Record<Lists, string>;

export const indexSchema = createSchema({
	key: { column: 'key', type: 'text' },
	type: { column: 'type', type: 'text' },
	status: { column: 'status', type: 'text' },
	attributes: { column: 'columns', type: 'text', isList: true },
	error: { column: 'error', type: 'text' }
});

export function listIndexes(db: Database, table: number): Index[] {
	return db
		.all<Entry>('SELECT * FROM table_indexes WHERE tableSequence = @table ORDER BY sequence', {
			table
		})
		.map(fromEntry);
}

export function indexesTable(db: Database, clock: Clock) {
	/** Answers why there is none, if rows that are there stand against it. */
	function build(index: Index, columns: Column[]): string {
		try {
			createIndexStorage(db, index, columns);
			return '';
		} catch (error) {
			const isClash = error instanceof Error && error.message.includes('UNIQUE');
			if (!isClash) throw error;
			return 'Failed to create index: rows have the same values.';
		}
	}

	return {
		list(table: number, request: ListRequest) {
			const condition = { text: 'tableSequence = @table', parameters: { table } };
			const source = { table: 'table_indexes', schema: indexSchema, noun: 'Index', condition };
			const { total, rows } = findList<Entry>(db, source, request);
			return { total, rows: rows.map(fromEntry) };
		},

		/** Nothing if the key is taken; its status is `failed` if the rows do not allow it. */
		create(table: number, index: NewIndex, columns: Column[]): Index | undefined {
			const entry = db.get<Entry>(
				`INSERT INTO table_indexes (
					tableSequence, key, createdAt, updatedAt, type, columns, lengths, orders, status, error
				) VALUES (
					@table, @key, @now, @now, @type, @columns, @lengths, @orders, 'available', ''
				) ON CONFLICT DO NOTHING RETURNING *`,
				{ table, now: clock.now(), key: index.key, type: index.type, ...toLists(index) }
			);
			if (!entry) return undefined;

			const error = build(fromEntry(entry), columns);
			const status = error ? 'failed' : 'available';
			db.run(
				'UPDATE table_indexes SET status = @status, error = @error WHERE sequence = @sequence',
				{
					...{ sequence: entry.sequence, status, error }
				}
			);
			return fromEntry({ ...entry, status, error });
		},

		/** Saves the names of its columns, which are the same columns as before. */
		rename(index: Index): void {
			db.run(
				`UPDATE table_indexes SET columns = @columns, lengths = @lengths, orders = @orders
				WHERE sequence = @sequence`,
				{ sequence: index.sequence, ...toLists(index) }
			);
		},

		delete(index: Index): void {
			dropIndexStorage(db, index);
			db.run('DELETE FROM table_indexes WHERE sequence = @sequence', { sequence: index.sequence });
		}
	};
}

function toLists({ columns, lengths, orders }: NewIndex) {
	return {
		columns: JSON.stringify(columns),
		lengths: JSON.stringify(lengths),
		orders: JSON.stringify(orders)
	};
}

function fromEntry(entry: Entry): Index {
	return {
		...entry,
		columns: JSON.parse(entry.columns),
		lengths: JSON.parse(entry.lengths),
		orders: JSON.parse(entry.orders)
	};
}
