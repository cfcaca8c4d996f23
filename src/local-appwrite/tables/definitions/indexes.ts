import { endpoint, type Call } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { list, looseBoolean, nullable, oneOf, optional, uid } from '../../params/validators.ts';
import { queries } from '../../queries/queries.ts';
import { errorAbout } from '../store/errors.ts';
import { indexTypes, type Index } from '../store/index.ts';
import { indexesTable, indexSchema } from '../store/indexes.ts';
import { findTable } from './find.ts';
import { checkIndex, checkIndexed } from '../rules/index-checks.ts';
import { toIndex } from './models.ts';
import { integer, key, keyOrSystem } from '../rules/params.ts';
import { indexRead, indexWrite } from '../rules/scopes.ts';

const MOST = 100;
const path = '/tablesdb/:databaseId/tables/:tableId/indexes';

/** `/tablesdb/{databaseId}/tables/{tableId}/indexes` */
export const indexes = [
	endpoint(
		{
			method: 'POST',
			path,
			scopes: indexWrite,
			audit: 'index.create',
			params: {
				databaseId: uid,
				tableId: uid,
				key,
				type: oneOf(indexTypes),
				columns: list(keyOrSystem, MOST),
				orders: optional(list(oneOf(['ASC', 'DESC']), MOST), []),
				lengths: optional(list(nullable(integer), MOST), [])
			}
		},
		(call) => {
			const { c, params, store } = call;
			const table = findTable(call);
			const lengths = params.lengths.map((length) => length ?? 0);
			const missing = params.columns.slice(lengths.length).map(() => 0);
			const index = { ...params, lengths: [...lengths, ...missing] };
			checkIndexed(index, table.columns);
			checkIndex(index, table.columns);

			const created = store.transaction(() =>
				store.table(indexesTable).create(table.sequence, index, table.columns)
			);
			if (!created) throw errorAbout('column_index_already_exists', params.key);
			return jsonResponse(c, { ...toIndex(created, table), status: 'processing', error: '' }, 202);
		}
	),

	endpoint(
		{
			method: 'GET',
			path,
			scopes: indexRead,
			params: {
				databaseId: uid,
				tableId: uid,
				queries: queries(indexSchema),
				total: optional(looseBoolean, true)
			}
		},
		(call) => {
			const table = findTable(call);
			const { total, rows } = call.store.table(indexesTable).list(table.sequence, call.params);
			return jsonResponse(call.c, { total, indexes: rows.map((index) => toIndex(index, table)) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: `${path}/:key`,
			scopes: indexRead,
			params: { databaseId: uid, tableId: uid, key }
		},
		(call) => jsonResponse(call.c, toIndex(findIndex(call), findTable(call)))
	),

	endpoint(
		{
			method: 'DELETE',
			path: `${path}/:key`,
			scopes: indexWrite,
			audit: 'index.delete',
			params: { databaseId: uid, tableId: uid, key }
		},
		(call) => {
			const index = findIndex(call);
			call.store.transaction(() => call.store.table(indexesTable).delete(index));
			return call.c.body(null, 204);
		}
	)
];

interface IndexCall extends Pick<Call, 'store'> {
	params: { databaseId: string; tableId: string; key: string };
}

function findIndex(call: IndexCall): Index {
	const { key } = call.params;
	const index = findTable(call).indexes.find((candidate) => candidate.key === key);
	if (!index) throw errorAbout('column_index_not_found', key);
	return index;
}
