import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../database/database.ts';
import { findList, type ListRequest } from '../../queries/list.ts';
import { createSchema } from '../../queries/schema.ts';
import { fromEntry, toEntry, type Column, type ColumnEntry, type NewColumn } from './column.ts';
import { addColumnStorage, dropColumnStorage } from './row-storage.ts';

export const columnSchema = createSchema({
	key: { column: 'key', type: 'text' },
	type: { column: 'type', type: 'text' },
	size: { column: 'size', type: 'number' },
	required: { column: 'required', type: 'flag' },
	array: { column: 'isList', type: 'flag' },
	status: { column: 'status', type: 'text' },
	error: { column: 'error', type: 'text' }
});

export function listColumns(db: Database, table: number): Column[] {
	return db
		.all<ColumnEntry>(
			'SELECT * FROM table_columns WHERE tableSequence = @table ORDER BY sequence',
			{
				table
			}
		)
		.map(fromEntry);
}

export function columnsTable(db: Database, clock: Clock) {
	return {
		list(table: number, request: ListRequest) {
			const condition = { text: 'tableSequence = @table', parameters: { table } };
			const source = { table: 'table_columns', schema: columnSchema, noun: 'Column', condition };
			const { total, rows } = findList<ColumnEntry>(db, source, request);
			return { total, rows: rows.map(fromEntry) };
		},

		/** Ready at once; nothing if the key is taken. */
		create(table: number, column: NewColumn): Column | undefined {
			const entry = db.get<ColumnEntry>(
				`INSERT INTO table_columns (
					tableSequence, key, createdAt, updatedAt, type, format, size, required, isList,
					encrypt, standard, elements, minimum, maximum, status, error
				) VALUES (
					@table, @key, @now, @now, @type, @format, @size, @required, @isList,
					@encrypt, @standard, @elements, @minimum, @maximum, 'available', ''
				) ON CONFLICT DO NOTHING RETURNING *`,
				{ table, now: clock.now(), ...toEntry(column) }
			);
			if (!entry) return undefined;
			const created = fromEntry(entry);
			addColumnStorage(db, created);
			return created;
		},

		/** Nothing if the new key is taken. The type stays. */
		update(sequence: number, column: NewColumn): Column | undefined {
			const { key, size, required, standard, elements, minimum, maximum } = toEntry(column);
			const entry = db.get<ColumnEntry>(
				`UPDATE OR IGNORE table_columns SET updatedAt = @now, key = @key, size = @size,
				required = @required, standard = @standard, elements = @elements,
				minimum = @minimum, maximum = @maximum
				WHERE sequence = @sequence RETURNING *`,
				{
					...{ sequence, now: clock.now(), key, size, required },
					...{ standard, elements, minimum, maximum }
				}
			);
			return entry && fromEntry(entry);
		},

		/** With its values. No index may have it. */
		delete(column: Column): void {
			dropColumnStorage(db, column);
			db.run('DELETE FROM table_columns WHERE sequence = @sequence', {
				sequence: column.sequence
			});
		}
	};
}
