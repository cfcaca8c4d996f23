import { createId } from '../../core/secrets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { boolean, customId, list, looseBoolean, optional, uid } from '../../params/validators.ts';
import { queries } from '../../queries/queries.ts';
import { permissions, tableActions } from '../permissions/permissions.ts';
import { columnsTable } from '../store/columns.ts';
import { errorAbout } from '../store/errors.ts';
import { indexesTable } from '../store/indexes.ts';
import { tableSchema, tablesTable } from '../store/tables.ts';
import { checkWidth } from '../rules/column-checks.ts';
import { findDatabase, findTable } from './find.ts';
import { checkIndex } from '../rules/index-checks.ts';
import { readInlineColumns } from '../rules/inline-columns.ts';
import { readInlineIndexes } from '../rules/inline-indexes.ts';
import { toTable } from './models.ts';
import { jsonObject, maybe, name, search } from '../rules/params.ts';
import { tableRead, tableWrite } from '../rules/scopes.ts';

const MOST = 100;
const path = '/tablesdb/:databaseId/tables';

/** `/tablesdb/{databaseId}/tables` */
export const tables = [
	endpoint(
		{
			method: 'POST',
			path,
			scopes: tableWrite,
			audit: 'table.create',
			params: {
				databaseId: uid,
				tableId: customId,
				name,
				permissions: maybe(permissions(tableActions)),
				rowSecurity: optional(looseBoolean, false),
				enabled: optional(boolean, true),
				columns: optional(list(jsonObject, MOST), []),
				indexes: optional(list(jsonObject, MOST), [])
			}
		},
		(call) => {
			const { c, clock, params, store } = call;
			const database = findDatabase(call);
			const id = params.tableId === 'unique()' ? createId(clock.now()) : params.tableId;
			const settings = { ...params, permissions: params.permissions ?? [] };
			const created = store.transaction(() => {
				const table = store.table(tablesTable).create(database, id, settings);
				if (!table) throw errorAbout('table_already_exists', id);
				const columns = readInlineColumns(params.columns);
				const indexes = readInlineIndexes(params.indexes, columns);
				for (const index of indexes) checkIndex(index, columns);
				checkWidth(table, columns);

				const { sequence } = table;
				const made = columns.flatMap((column) => {
					return store.table(columnsTable).create(sequence, column) ?? [];
				});
				for (const index of indexes) store.table(indexesTable).create(sequence, index, made);
				return table;
			});
			// The answer does not show the columns and indexes yet.
			return jsonResponse(c, toTable(created), 201);
		}
	),

	endpoint(
		{
			method: 'GET',
			path,
			scopes: tableRead,
			params: {
				databaseId: uid,
				queries: queries(tableSchema),
				search,
				total: optional(looseBoolean, true)
			}
		},
		(call) => {
			const { c, params, store } = call;
			const database = findDatabase(call);
			const { total, rows } = store.table(tablesTable).list(database, params, params.search);
			return jsonResponse(c, { total, tables: rows.map(toTable) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: `${path}/:tableId`,
			scopes: tableRead,
			params: { databaseId: uid, tableId: uid }
		},
		(call) => jsonResponse(call.c, toTable(findTable(call)))
	),

	endpoint(
		{
			method: 'PUT',
			path: `${path}/:tableId`,
			scopes: tableWrite,
			audit: 'table.update',
			params: {
				databaseId: uid,
				tableId: uid,
				name: maybe(name),
				permissions: maybe(permissions(tableActions)),
				// Not what they are now: what is left out goes back to the defaults.
				rowSecurity: optional(looseBoolean, false),
				enabled: optional(boolean, true)
			}
		},
		(call) => {
			const { params, store } = call;
			const table = findTable(call);
			const updated = store.table(tablesTable).update(table, {
				...params,
				name: params.name ?? table.name,
				permissions: params.permissions ?? table.permissions
			});
			return jsonResponse(call.c, toTable(updated));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: `${path}/:tableId`,
			scopes: tableWrite,
			audit: 'table.delete',
			params: { databaseId: uid, tableId: uid }
		},
		(call) => {
			const table = findTable(call);
			call.store.transaction(() => call.store.table(tablesTable).delete(table));
			return call.c.body(null, 204);
		}
	)
];
