import { formatDate } from '../../core/clock.ts';
import { isNumber, isText, type Column } from '../store/column.ts';
import type { DatabaseEntry } from '../store/databases.ts';
import type { Index } from '../store/index.ts';
import type { Table } from '../store/table.ts';
import { MOST_BYTES, rowBytes } from '../rules/row-bytes.ts';

/** A database as Appwrite shows it. */
export function toDatabase({ id, name, createdAt, updatedAt, enabled }: DatabaseEntry) {
	return {
		$id: id,
		name,
		$createdAt: formatDate(createdAt),
		$updatedAt: formatDate(updatedAt),
		enabled: Boolean(enabled),
		type: 'tablesdb'
	};
}

export function toTable(table: Table) {
	return {
		$id: table.id,
		$createdAt: formatDate(table.createdAt),
		$updatedAt: formatDate(table.updatedAt),
		$permissions: table.permissions,
		databaseId: table.databaseId,
		name: table.name,
		enabled: table.enabled,
		rowSecurity: table.rowSecurity,
		columns: table.columns.map((column) => toColumn(column)),
		indexes: table.indexes.map((index) => toIndex(index, table)),
		bytesMax: MOST_BYTES,
		bytesUsed: rowBytes(table.columns)
	};
}

/** @param encrypt what is said of a text; Appwrite forgets it after an update */
export function toColumn(column: Column, encrypt: boolean | null = column.encrypt) {
	return {
		key: column.key,
		type: column.type,
		status: column.status,
		error: column.error,
		required: column.required,
		array: column.isList,
		$createdAt: formatDate(column.createdAt),
		$updatedAt: formatDate(column.updatedAt),
		...kindFields(column, encrypt),
		default: column.standard
	};
}

function kindFields(column: Column, encrypt: boolean | null): object {
	const { type, format, elements, minimum: min, maximum: max, size } = column;
	if (format === 'enum') return { elements, format };
	if (format && format !== 'range') return { format };
	if (isNumber(column)) return { min, max };
	if (type === 'datetime') return { format: '' };
	if (type === 'string' || type === 'varchar') return { size, encrypt };
	return isText(column) ? { encrypt } : {};
}

export function toIndex(index: Index, table: Pick<Table, 'databaseSequence' | 'sequence'>) {
	return {
		$id: `${table.databaseSequence}_${table.sequence}_${index.key}`,
		$createdAt: formatDate(index.createdAt),
		$updatedAt: formatDate(index.updatedAt),
		key: index.key,
		type: index.type,
		status: index.status,
		error: index.error,
		columns: index.columns,
		lengths: index.lengths,
		orders: index.orders
	};
}
