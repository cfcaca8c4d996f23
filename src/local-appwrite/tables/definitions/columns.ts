import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { looseBoolean, optional, uid } from '../../params/validators.ts';
import { queries } from '../../queries/queries.ts';
import type { Store } from '../../store/store.ts';
import type { Column } from '../store/column.ts';
import { columnSchema, columnsTable } from '../store/columns.ts';
import type { Index } from '../store/index.ts';
import { indexesTable } from '../store/indexes.ts';
import type { Table } from '../store/table.ts';
import { findColumn, findTable } from './find.ts';
import { toColumn } from './models.ts';
import { key } from '../rules/params.ts';
import { columnRead, columnWrite } from '../rules/scopes.ts';

const path = '/tablesdb/:databaseId/tables/:tableId/columns';

/** `/tablesdb/{databaseId}/tables/{tableId}/columns` */
export const columns = [
	endpoint(
		{
			method: 'GET',
			path,
			scopes: columnRead,
			params: {
				databaseId: uid,
				tableId: uid,
				queries: queries(columnSchema),
				total: optional(looseBoolean, true)
			}
		},
		(call) => {
			const { sequence } = findTable(call);
			const { total, rows } = call.store.table(columnsTable).list(sequence, call.params);
			return jsonResponse(call.c, { total, columns: rows.map((column) => toColumn(column)) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: `${path}/:key`,
			scopes: columnRead,
			params: { databaseId: uid, tableId: uid, key }
		},
		(call) => jsonResponse(call.c, toColumn(findColumn(findTable(call), call.params.key)))
	),

	endpoint(
		{
			method: 'DELETE',
			path: `${path}/:key`,
			scopes: columnWrite,
			audit: 'column.delete',
			params: { databaseId: uid, tableId: uid, key }
		},
		(call) => {
			const table = findTable(call);
			const column = findColumn(table, call.params.key);
			call.store.transaction(() => deleteColumn(call.store, table, column));
			return call.c.body(null, 204);
		}
	)
];

/** Takes a column and its values away. An index loses the column, and goes when it has no other. */
function deleteColumn(store: Store, table: Table, column: Column): void {
	const indexes = store.table(indexesTable);
	const affected = table.indexes.filter((index) => index.columns.includes(column.key));
	const shortened = new Map<Index, Index>();
	for (const index of affected) {
		const left = withoutColumn(index, column.key);
		const others = table.indexes.filter((other) => other !== index);
		if (left.columns.length > 0 && !others.some((other) => isSame(other, left))) {
			shortened.set(index, left);
		}
		// SQLite drops no column that an index has.
		indexes.delete(index);
	}
	store.table(columnsTable).delete(column);
	const columns = table.columns.filter((other) => other !== column);
	for (const left of shortened.values()) indexes.create(table.sequence, left, columns);
}

/** As in Appwrite, every other length and order that is equal goes too. */
function withoutColumn(index: Index, key: string): Index {
	const position = index.columns.indexOf(key);
	return {
		...index,
		columns: index.columns.filter((name) => name !== key),
		lengths: index.lengths.filter((length) => length !== index.lengths[position]),
		orders: index.orders.filter((order) => order !== index.orders[position])
	};
}

function isSame(one: Index, other: Index): boolean {
	const both = [one, other].map(({ columns, orders }) =>
		JSON.stringify([columns.toSorted(), orders.toSorted()])
	);
	return both[0] === both[1];
}
