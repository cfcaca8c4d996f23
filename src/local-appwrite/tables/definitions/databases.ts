import { createId } from '../../core/secrets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { boolean, customId, looseBoolean, optional, uid } from '../../params/validators.ts';
import { queries } from '../../queries/queries.ts';
import type { Store } from '../../store/store.ts';
import { name, search } from '../rules/params.ts';
import { databaseSchema, databasesTable, type DatabaseEntry } from '../store/databases.ts';
import { errorAbout } from '../store/errors.ts';
import { tablesTable } from '../store/tables.ts';
import { findDatabase } from './find.ts';
import { toDatabase } from './models.ts';

/** `/tablesdb` */
export const databases = [
	endpoint(
		{
			method: 'POST',
			path: '/tablesdb',
			scopes: ['databases.write'],
			audit: 'database.create',
			params: { databaseId: customId, name, enabled: optional(boolean, true) }
		},
		({ c, clock, params, store }) => {
			const { databaseId, name, enabled } = params;
			const id = databaseId === 'unique()' ? createId(clock.now()) : databaseId;
			const created = store.table(databasesTable).create(id, name, enabled);
			if (!created) throw errorAbout('database_already_exists', id);
			return jsonResponse(c, toDatabase(created), 201);
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/tablesdb',
			scopes: ['databases.read'],
			params: {
				queries: queries(databaseSchema),
				search,
				total: optional(looseBoolean, true)
			}
		},
		({ c, params, store }) => {
			const { total, rows } = store.table(databasesTable).list(params, params.search);
			return jsonResponse(c, { total, databases: rows.map(toDatabase) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/tablesdb/:databaseId',
			scopes: ['databases.read'],
			params: { databaseId: uid }
		},
		(call) => jsonResponse(call.c, toDatabase(findDatabase(call)))
	),

	endpoint(
		{
			method: 'PUT',
			path: '/tablesdb/:databaseId',
			scopes: ['databases.write'],
			audit: 'database.update',
			params: {
				databaseId: uid,
				name: optional(name, ''),
				enabled: optional(boolean, true)
			}
		},
		(call) => {
			const { c, params, store } = call;
			const { sequence, ...old } = findDatabase(call);
			const newName = params.name || old.name;
			const updated = store.table(databasesTable).update(sequence, newName, params.enabled);
			return jsonResponse(c, toDatabase(updated ?? { sequence, ...old }));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/tablesdb/:databaseId',
			scopes: ['databases.write'],
			audit: 'database.delete',
			params: { databaseId: uid }
		},
		(call) => {
			const database = findDatabase(call);
			call.store.transaction(() => deleteDatabase(call.store, database));
			return call.c.body(null, 204);
		}
	)
];

/** With all of its tables and rows. */
export function deleteDatabase(store: Store, database: DatabaseEntry): void {
	const tables = store.table(tablesTable);
	for (const table of tables.ofDatabase(database)) tables.delete(table);
	store.table(databasesTable).delete(database.sequence);
}
