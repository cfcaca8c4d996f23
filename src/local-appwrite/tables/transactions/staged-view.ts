import type { Query } from '../../queries/query.ts';
import type { Store } from '../../store/store.ts';
import type { RowContext } from '../rows/context.ts';
import { findRow, findRows } from '../rows/find-rows.ts';
import { toRow } from '../rows/row-model.ts';
import { selectedKeys } from '../rows/row-queries.ts';
import type { Table } from '../store/table.ts';
import { matchesFilters } from './matches-filters.ts';
import { stagedRows, type SentRow, type StagedRow } from './staged-rows.ts';

type Shown = Record<string, unknown>;

/** A row that is only staged, as Appwrite shows it: what was sent, and no number yet. */
export function showStaged(data: SentRow, { id, databaseId }: Table): Shown {
	return { ...data, $sequence: '', $databaseId: databaseId, $tableId: id };
}

export interface View {
	store: Store;
	context: RowContext;
	transactionId: string;
}

/** A row as it will be when the transaction is committed; nothing if there will be none or it is not for them. */
export function showRow(view: View, rowId: string, queries: Query[]): Shown | undefined {
	const { store, context, transactionId } = view;
	const { table } = context;
	const staged = stagedRows(store, transactionId, table.sequence).get(rowId);
	if (staged?.isDeleted) return undefined;

	const selected = selectedKeys(queries);
	const row = findRow(context, rowId);
	const shown = row && (toRow(row, table, selected) as Shown);
	return staged ? showChange(staged, shown, { table, selected }) : shown;
}

/** The list with what the transaction changes: what it creates comes last, whatever was asked for. */
export function showRows(view: View, queries: Query[], total: boolean) {
	const { store, context, transactionId } = view;
	const { table } = context;
	const selected = selectedKeys(queries);
	const list = findRows(context, queries, total);
	const shown = new Map<string, Shown>(
		list.rows.map((row) => [row.id, toRow(row, table, selected) as Shown])
	);

	let added = 0;
	for (const [id, staged] of stagedRows(store, transactionId, table.sequence)) {
		added += countChange(staged, shown.has(id), queries);
		const row = staged.isDeleted
			? undefined
			: showChange(staged, shown.get(id), { table, selected });
		if (row) shown.set(id, row);
		else shown.delete(id);
	}
	return { total: total ? Math.max(0, list.total + added) : 0, rows: [...shown.values()] };
}

interface Projection {
	table: Table;
	selected: Set<string> | undefined;
}

function showChange(
	staged: Extract<StagedRow, { isDeleted: false }>,
	present: Shown | undefined,
	{ table, selected }: Projection
): Shown | undefined {
	const { action, data } = staged;
	if (action === 'update' && !present) return undefined;
	const isNew = action === 'create' || !present;
	const row: Shown = isNew ? showStaged(data, table) : { ...present, ...data, $id: present.$id };
	if (!selected) return row;

	const always = ['$databaseId', '$tableId', ...('$permissions' in row ? ['$permissions'] : [])];
	const kept = Object.keys(row).filter((key) => selected.has(key) || always.includes(key));
	return {
		...Object.fromEntries(kept.map((key) => [key, row[key]])),
		$id: row.$id,
		$createdAt: row.$createdAt ?? null,
		$updatedAt: row.$updatedAt ?? null,
		$sequence: ''
	};
}

/** How many more rows there are by a change. */
function countChange(staged: StagedRow, wasThere: boolean, queries: Query[]): number {
	if (staged.isDeleted) return wasThere ? -1 : 0;
	const matches = matchesFilters(staged.data, queries);
	if (staged.action === 'create') return matches ? 1 : 0;
	if (wasThere) return matches ? 0 : -1;
	return matches && staged.action === 'upsert' ? 1 : 0;
}
