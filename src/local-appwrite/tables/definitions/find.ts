import type { Call } from '../../http/endpoint.ts';
import type { Store } from '../../store/store.ts';
import type { Column } from '../store/column.ts';
import { databasesTable, type DatabaseEntry } from '../store/databases.ts';
import { errorAbout } from '../store/errors.ts';
import type { Table } from '../store/table.ts';
import { tablesTable } from '../store/tables.ts';

type DatabaseCall = Pick<Call, 'store'> & { params: { databaseId: string } };
type TableCall = DatabaseCall & { params: { tableId: string } };

/** The database that the request is about. Throws `database_not_found`. */
export function findDatabase({ store, params }: DatabaseCall): DatabaseEntry {
	return databaseById(store, params.databaseId);
}

export function databaseById(store: Store, id: string): DatabaseEntry {
	const database = store.table(databasesTable).byId(id);
	if (!database) throw errorAbout('database_not_found', id);
	return database;
}

/** The table that the request is about. Throws `database_not_found`, `table_not_found`. */
export function findTable(call: TableCall): Table {
	const { tableId } = call.params;
	const table = call.store.table(tablesTable).byId(findDatabase(call), tableId);
	if (!table) throw errorAbout('table_not_found', tableId);
	return table;
}

/** The same, but what is disabled is there for keys alone. */
export function findOpenTable(call: TableCall & Pick<Call, 'caller'>): Table {
	const isKey = call.caller.role === 'applications';
	const database = findDatabase(call);
	if (!database.enabled && !isKey) throw errorAbout('database_not_found', database.id);
	const table = findTable(call);
	if (!table.enabled && !isKey) throw errorAbout('table_not_found', table.id);
	return table;
}

/** Throws `column_not_found`. */
export function findColumn({ columns }: Table, key: string): Column {
	const column = columns.find((candidate) => candidate.key === key);
	if (!column) throw errorAbout('column_not_found', key);
	return column;
}
