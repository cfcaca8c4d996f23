import { readFileSync } from 'node:fs';
import type { Service } from '../http/service.ts';
import { bulkRows } from './bulk-rows.ts';
import { counters } from './counters.ts';
import { columnUpdates } from './definitions/column-updates.ts';
import { columns } from './definitions/columns.ts';
import { databases, deleteDatabase } from './definitions/databases.ts';
import { indexes } from './definitions/indexes.ts';
import { newColumns } from './definitions/new-columns.ts';
import { tables } from './definitions/tables.ts';
import { operations } from './operations.ts';
import { rowChanges } from './row-changes.ts';
import { rowCreation } from './row-creation.ts';
import { rowReads } from './row-reads.ts';
import { databasesTable } from './store/databases.ts';
import { transactionsTable } from './store/transactions.ts';
import { transactionRoutes } from './transaction-routes.ts';

const subjects = ['databases', 'tables', 'collections', 'columns', 'attributes', 'indexes'];
const rowScopes = ['rows.read', 'rows.write', 'documents.read', 'documents.write'];

/** TablesDB: databases, their tables, and the rows of these. */
export const tablesdb: Service = {
	name: 'tablesdb',
	scopes: {
		guests: rowScopes,
		grantable: [...subjects.flatMap((name) => [`${name}.read`, `${name}.write`]), ...rowScopes]
	},
	migrations: [readFileSync(new URL('store/tables.sql', import.meta.url), 'utf8')],
	endpoints: [
		// Before `/tablesdb/{databaseId}`, which would match their paths.
		...transactionRoutes,
		...operations,
		...databases,
		...tables,
		...newColumns,
		...columnUpdates,
		...columns,
		...indexes,
		...rowCreation,
		...rowReads,
		...rowChanges,
		...bulkRows,
		...counters
	],
	reset(store) {
		for (const database of store.table(databasesTable).all()) deleteDatabase(store, database);
		store.table(transactionsTable).clear();
	}
};
