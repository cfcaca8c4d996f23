import { formatDate } from '../../core/clock.ts';
import { showValue, type Row } from '../store/row.ts';
import type { Table } from '../store/table.ts';

/**
 * A row as Appwrite shows it.
 * @param selected keys of the columns to show; all if there are none
 */
export function toRow(
	row: Row,
	{ id, databaseId, columns }: Table,
	selected?: Set<string>
): object {
	const shown = columns.filter(({ key }) => !selected || selected.has(key));
	const values = shown.map((column) => [
		column.key,
		showValue(row.values.get(column.key) ?? null, column)
	]);
	return {
		...Object.fromEntries(values),
		$id: row.id,
		$sequence: String(row.sequence),
		$databaseId: databaseId,
		$tableId: id,
		$createdAt: formatDate(row.createdAt),
		$updatedAt: formatDate(row.updatedAt),
		$permissions: row.permissions
	};
}
