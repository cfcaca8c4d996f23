import type { Clock } from '../../core/clock.ts';
import type { Database, Value } from '../../database/database.ts';
import { findList, type ListRequest } from '../../queries/list.ts';
import { createSchema } from '../../queries/schema.ts';
import { searchCondition } from '../../queries/search.ts';
import { listColumns } from './columns.ts';
import type { DatabaseEntry } from './databases.ts';
import { listIndexes } from './indexes.ts';
import type { Table, TableSettings } from './table.ts';
import { createRowStorage, dropRowStorage } from './row-storage.ts';

type Entry = Record<'id' | 'name' | 'permissions', string> &
	Record<'sequence' | 'databaseSequence' | 'createdAt' | 'updatedAt', number> &
	Record<'rowSecurity' | 'enabled', number>;

export const tableSchema = createSchema({
	name: { column: 'name', type: 'text' },
	enabled: { column: 'enabled', type: 'flag' }
});

export function tablesTable(db: Database, clock: Clock) {
	const load = (database: DatabaseEntry, entry: Entry): Table => ({
		...entry,
		databaseId: database.id,
		permissions: JSON.parse(entry.permissions),
		rowSecurity: Boolean(entry.rowSecurity),
		enabled: Boolean(entry.enabled),
		columns: listColumns(db, entry.sequence),
		indexes: listIndexes(db, entry.sequence)
	});

	return {
		byId(database: DatabaseEntry, id: string): Table | undefined {
			const entry = db.get<Entry>(
				'SELECT * FROM database_tables WHERE databaseSequence = @database AND id = @id',
				{ database: database.sequence, id }
			);
			return entry && load(database, entry);
		},

		bySequence(sequence: number): Table | undefined {
			const entry = db.get<Entry>('SELECT * FROM database_tables WHERE sequence = @sequence', {
				sequence
			});
			const database = db.get<DatabaseEntry>('SELECT * FROM databases WHERE sequence = @sequence', {
				sequence: entry?.databaseSequence ?? 0
			});
			return entry && database && load(database, entry);
		},

		ofDatabase: (database: DatabaseEntry): Table[] =>
			db
				.all<Entry>(
					'SELECT * FROM database_tables WHERE databaseSequence = @database ORDER BY sequence',
					{ database: database.sequence }
				)
				.map((entry) => load(database, entry)),

		/** @param search words out of ID and name; `""` for no search */
		list(database: DatabaseEntry, request: ListRequest, search: string) {
			const own = {
				text: 'databaseSequence = @database',
				parameters: { database: database.sequence }
			};
			const found = searchCondition('tables_search', search);
			const condition = {
				text: found ? `${own.text} AND ${found.text}` : own.text,
				parameters: { ...own.parameters, ...found?.parameters }
			};
			const source = { table: 'database_tables', schema: tableSchema, noun: 'Table', condition };
			const { total, rows } = findList<Entry>(db, source, request);
			return { total, rows: rows.map((entry) => load(database, entry)) };
		},

		/** Nothing if the ID is taken. */
		create(database: DatabaseEntry, id: string, settings: TableSettings): Table | undefined {
			const entry = db.get<Entry>(
				`INSERT INTO database_tables
				(databaseSequence, id, createdAt, updatedAt, name, permissions, rowSecurity, enabled)
				VALUES (@database, @id, @now, @now, @name, @permissions, @rowSecurity, @enabled)
				ON CONFLICT DO NOTHING RETURNING *`,
				{ database: database.sequence, id, now: clock.now(), ...toValues(settings) }
			);
			if (!entry) return undefined;
			createRowStorage(db, entry.sequence);
			return load(database, entry);
		},

		update(table: Table, settings: TableSettings): Table {
			const updatedAt = clock.now();
			db.run(
				`UPDATE database_tables SET updatedAt = @updatedAt, name = @name,
				permissions = @permissions, rowSecurity = @rowSecurity, enabled = @enabled
				WHERE sequence = @sequence`,
				{ sequence: table.sequence, updatedAt, ...toValues(settings) }
			);
			return { ...table, ...settings, updatedAt };
		},

		/** Along with its rows. */
		delete({ sequence, indexes }: Table): void {
			dropRowStorage(db, sequence, indexes);
			db.run('DELETE FROM database_tables WHERE sequence = @sequence', { sequence });
		},

		/** Takes the next numbers for rows and answers the first of them. A number is never given back. */
		takeSequences({ sequence }: Table, count: number): number {
			const taken = db.get<{ last: number }>(
				`UPDATE database_tables SET lastSequence = lastSequence + @count
				WHERE sequence = @sequence RETURNING lastSequence AS last`,
				{ sequence, count }
			);
			return (taken?.last ?? 0) - count + 1;
		}
	};
}

function toValues({
	name,
	permissions,
	rowSecurity,
	enabled
}: TableSettings): Record<string, Value> {
	return { name, permissions: JSON.stringify(permissions), rowSecurity, enabled };
}
