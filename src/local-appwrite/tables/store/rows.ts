import type { Database } from '../../database/database.ts';
import type { Sql } from '../../queries/conditions.ts';
import { findCursorRow, findList, type ListRequest } from '../../queries/list.ts';
import type { Query } from '../../queries/query.ts';
import type { Attribute, Schema } from '../../queries/schema.ts';
import { isFolded, type Column } from './column.ts';
import { comparedName, permissionsName, rowsName, searchName } from './names.ts';
import { fromRowEntry, toStoredValues, type Row, type RowEntry } from './row.ts';
import type { Table } from './table.ts';

export type Rows = ReturnType<typeof rowsTable>;

const words = { attribute: 'column', rows: 'rows' };

/** The rows of all tables. */
export function rowsTable(db: Database) {
	/** Who may do what with a row stands in a table of its own too, for lists to look it up in. */
	function savePermissions(table: Table, { sequence, permissions }: Row): void {
		const name = permissionsName(table.sequence);
		db.run(`DELETE FROM ${name} WHERE row = @sequence`, { sequence });
		for (const permission of permissions) {
			const [, action = '', role = ''] = /^(\w+)\("(.*)"\)$/.exec(permission) ?? [];
			db.run(
				`INSERT OR IGNORE INTO ${name} (row, action, role) VALUES (@sequence, @action, @role)`,
				{
					...{ sequence, action, role }
				}
			);
		}
	}

	return {
		byId(table: Table, id: string): Row | undefined {
			const entry = db.get<RowEntry>(`SELECT * FROM ${rowsName(table.sequence)} WHERE id = @id`, {
				id
			});
			return entry && fromRowEntry(entry, table.columns);
		},

		/**
		 * @param condition which rows may be seen
		 * Throws `general_cursor_not_found`, `database_query_order_null`.
		 */
		list(table: Table, request: ListRequest, condition?: Sql) {
			const source = { ...sourceOf(table), schema: rowSchema(table), words, condition };
			const { total, rows } = findList<RowEntry>(db, source, request);
			return { total, rows: rows.map((entry) => fromRowEntry(entry, table.columns)) };
		},

		/** Throws `general_cursor_not_found` if the row that the query names is not there. */
		checkCursor: (table: Table, query: Query) => void findCursorRow(db, sourceOf(table), query),

		/** How many rows somebody with these roles may see by the rows' own permissions, counted up to `most`. */
		countVisible(table: Table, roles: string[], most: number): number {
			const counted = db.get<{ count: number }>(
				`SELECT COUNT(*) AS count FROM (
					SELECT 1 FROM ${permissionsName(table.sequence)}
					WHERE action = 'read' AND role IN (SELECT value FROM json_each(@roles)) LIMIT @most
				)`,
				{ roles: JSON.stringify(roles), most }
			);
			return counted?.count ?? 0;
		},

		/** Whether it was added: its ID, or a value that must be unique, can be taken. */
		insert(table: Table, row: Row): boolean {
			const values = { ...systemValues(row), ...toStoredValues(row.values, table.columns) };
			const names = Object.keys(values);
			const added = db.run(
				`INSERT INTO ${rowsName(table.sequence)} (${names.join(', ')})
				VALUES (${names.map((name) => `@${name}`).join(', ')}) ON CONFLICT DO NOTHING`,
				values
			);
			if (added && row.permissions.length > 0) savePermissions(table, row);
			return added > 0;
		},

		/** Whether it was changed: a value that must be unique can be taken. */
		update(table: Table, row: Row, permissionsChanged: boolean): boolean {
			const values = { ...systemValues(row), ...toStoredValues(row.values, table.columns) };
			const assignments = Object.keys(values).map((name) => `${name} = @${name}`);
			const changed = db.run(
				`UPDATE OR IGNORE ${rowsName(table.sequence)} SET ${assignments.join(', ')}
				WHERE sequence = @sequence`,
				values
			);
			if (changed && permissionsChanged) savePermissions(table, row);
			return changed > 0;
		},

		delete: (table: Table, sequence: number) =>
			db.run(`DELETE FROM ${rowsName(table.sequence)} WHERE sequence = @sequence`, { sequence }),

		/** Length of the longest text of a column, in characters. */
		longestText(column: Column): number {
			const name = `column_${column.sequence}`;
			const rows = rowsName(column.tableSequence);
			const longest = column.isList
				? `SELECT MAX(LENGTH(item.value)) AS length FROM ${rows}, json_each(${name}) AS item`
				: `SELECT MAX(LENGTH(${name})) AS length FROM ${rows}`;
			return db.get<{ length: number | null }>(longest)?.length ?? 0;
		}
	};
}

function sourceOf({ sequence }: Table) {
	return { table: rowsName(sequence), noun: 'Row' };
}

function systemValues({ sequence, id, createdAt, updatedAt, permissions }: Row) {
	return { sequence, id, createdAt, updatedAt, permissions: JSON.stringify(permissions) };
}

/** What rows of a table may be asked by. */
export function rowSchema({ columns, indexes }: Table): Schema {
	const searches = new Map(
		indexes
			.filter(({ type, columns }) => type === 'fulltext' && columns.length === 1)
			.map((index) => [index.columns[0], searchName(index.sequence)])
	);
	return new Map<string, Attribute>([
		...columns.map((column): [string, Attribute] => [
			column.key,
			{
				column: comparedName(column),
				type: attributeType(column),
				isList: column.isList,
				folded: isFolded(column),
				encrypted: column.encrypt,
				fullText: searches.get(column.key)
			}
		]),
		['$id', { column: 'id', type: 'text' }],
		['$sequence', { column: 'sequence', type: 'sequence' }],
		['$createdAt', { column: 'createdAt', type: 'time' }],
		['$updatedAt', { column: 'updatedAt', type: 'time' }]
	]);
}

function attributeType({ type }: Column): Attribute['type'] {
	if (type === 'boolean') return 'flag';
	if (type === 'datetime') return 'time';
	if (type === 'double') return 'float';
	return type === 'integer' || type === 'bigint' ? 'number' : 'text';
}
