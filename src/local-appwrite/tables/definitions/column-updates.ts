import { endpoint, type Call, type Endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { uid } from '../../params/validators.ts';
import { nullable } from '../../params/validators.ts';
import { isText, type Column, type NewColumn } from '../store/column.ts';
import { columnsTable } from '../store/columns.ts';
import { errorAbout, TableError } from '../store/errors.ts';
import { indexesTable } from '../store/indexes.ts';
import { rowsTable } from '../store/rows.ts';
import type { Table } from '../store/table.ts';
import { checkDefault, checkValues, checkWidth } from '../rules/column-checks.ts';
import {
	columnKinds,
	columnParams,
	elements,
	present,
	type ColumnParams
} from '../rules/column-kinds.ts';
import { findColumn, findTable } from './find.ts';
import { toColumn } from './models.ts';
import { key, maybe, required } from '../rules/params.ts';
import { columnWrite } from '../rules/scopes.ts';

/**
 * `PATCH /tablesdb/{databaseId}/tables/{tableId}/columns/{kind}/{key}`. The kind of the address says what can be sent,
 * but what is done depends on the column alone: Appwrite does not compare the two.
 */
export const columnUpdates: Endpoint[] = columnKinds.map((kind) =>
	endpoint(
		{
			method: 'PATCH',
			path: `/tablesdb/:databaseId/tables/:tableId/columns/${kind.kind}/:key`,
			scopes: columnWrite,
			audit: 'column.update',
			params: {
				databaseId: uid,
				tableId: uid,
				key,
				...present({
					elements: kind.asksElements && elements,
					required,
					min: kind.asksBounds && maybe(kind.asksBounds),
					max: kind.asksBounds && maybe(kind.asksBounds),
					default: nullable(kind.standard),
					size: kind.asksSize && maybe(kind.asksSize),
					newKey: maybe(key)
				})
			}
		},
		(call) => {
			const table = findTable(call);
			const params = columnParams(call.params);
			const column = findColumn(table, params.key);
			const changed = change(column, params);
			checkDefault(changed);
			checkChange(call, changed, column);
			checkWidth(table, [...table.columns.filter((other) => other !== column), changed]);

			const updated = call.store.transaction(() => save(call, table, { column, changed }));
			const encrypt = isText(updated) ? null : false;
			return jsonResponse(call.c, toColumn(updated, encrypt));
		}
	)
);

function change(column: Column, params: ColumnParams): NewColumn {
	return {
		...column,
		key: params.newKey || column.key,
		required: params.required,
		standard: params.default,
		size: params.size ?? column.size,
		minimum: params.min ?? column.minimum,
		maximum: params.max ?? column.maximum,
		elements: params.elements ?? column.elements
	};
}

/** Throws `column_value_invalid`, `column_invalid_resize`. */
function checkChange({ store }: Call, changed: NewColumn, column: Column): void {
	if (column.format === 'enum') checkElements(changed.elements);
	if (column.format === 'enum' || column.format === 'range') checkValues(changed);
	const isShorter = isText(column) && changed.size < column.size;
	if (isShorter && store.table(rowsTable).longestText(column) > changed.size) {
		throw new TableError('column_invalid_resize');
	}
}

function checkElements(words: string[]): void {
	if (words.length > 0) return;
	throw new TableError('column_value_invalid', 'Enum elements must not be empty');
}

interface Change {
	column: Column;
	changed: NewColumn;
}

/** Indexes know their columns by key, so they take on a new one. */
function save({ store }: Call, table: Table, { column, changed }: Change): Column {
	const updated = store.table(columnsTable).update(column.sequence, changed);
	if (!updated) throw errorAbout('column_already_exists', column.key);
	if (updated.key === column.key) return updated;

	for (const index of table.indexes) {
		const columns = index.columns.map((name) => (name === column.key ? updated.key : name));
		store.table(indexesTable).rename({ ...index, columns });
	}
	return updated;
}
