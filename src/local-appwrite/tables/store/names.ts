import { isFolded, type Column } from './column.ts';

/**
 * Names in SQLite of what belongs to a table. They are made of the numbers of its definition, as a client's names have
 * no place in the text of a statement.
 */
export const rowsName = (table: number) => `rows_${table}`;
export const permissionsName = (table: number) => `row_permissions_${table}`;
export const indexName = (index: number) => `index_${index}`;
export const searchName = (index: number) => `search_${index}`;
export const valueName = (column: number) => `column_${column}`;
export const foldedName = (column: number) => `column_${column}_folded`;

/** The column that is compared, ordered and indexed. */
export function comparedName(column: Column): string {
	return isFolded(column) ? foldedName(column.sequence) : valueName(column.sequence);
}

/** All columns of SQLite that hold a column's values. */
export function storedNames(column: Column): string[] {
	const name = valueName(column.sequence);
	return isFolded(column) ? [name, foldedName(column.sequence)] : [name];
}
