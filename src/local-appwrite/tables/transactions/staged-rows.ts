import type { Store } from '../../store/store.ts';
import { parseRowQueries } from '../rows/row-queries.ts';
import { transactionsTable, type Operation } from '../store/transactions.ts';
import { matchesFilters } from './matches-filters.ts';

/** A row as a client sends it. */
export type SentRow = Record<string, unknown>;

/** What a transaction has in store for a row. */
export type StagedRow =
	{ isDeleted: true } | { isDeleted: false; action: 'create' | 'update' | 'upsert'; data: SentRow };

export type StagedRows = Map<string, StagedRow>;

/**
 * The rows of a table that a pending transaction will change, by their IDs. Counting up is not among it: Appwrite looks
 * for the column under another name.
 */
export function stagedRows(store: Store, transactionId: string, table: number): StagedRows {
	const transactions = store.table(transactionsTable);
	const staged: StagedRows = new Map();
	if (transactions.byId(transactionId)?.status !== 'pending') return staged;
	for (const operation of transactions.operations(transactionId)) {
		if (operation.tableSequence === table) apply(staged, operation);
	}
	return staged;
}

function apply(staged: StagedRows, { action, rowId, data }: Operation): void {
	const sent = Object(data) as SentRow;
	const id = rowId ?? String(sent.$id ?? '');
	if (action === 'create') add(staged, 'create', { ...sent, $id: sent.$id ?? id });
	if (action === 'update') update(staged, id, sent);
	if (action === 'upsert') staged.set(id, { isDeleted: false, action: 'upsert', data: sent });
	if (action === 'delete') staged.set(id, { isDeleted: true });
	if (action === 'bulkCreate') for (const row of listOf(data)) add(staged, 'create', row);
	if (action === 'bulkUpsert') for (const row of listOf(data)) upsert(staged, row);
	if (action === 'bulkUpdate') updateMatching(staged, sent);
	if (action === 'bulkDelete') deleteMatching(staged, sent);
}

function add(staged: StagedRows, action: 'create' | 'upsert', data: SentRow): void {
	staged.set(String(data.$id), { isDeleted: false, action, data });
}

function update(staged: StagedRows, id: string, changes: SentRow): void {
	const before = staged.get(id);
	const isThere = before && !before.isDeleted;
	const data = isThere ? { ...before.data, ...changes } : changes;
	staged.set(id, { isDeleted: false, action: isThere ? before.action : 'update', data });
}

function upsert(staged: StagedRows, row: SentRow): void {
	if (!row.$id) return;
	if (staged.has(String(row.$id))) update(staged, String(row.$id), row);
	else add(staged, 'upsert', row);
}

function updateMatching(staged: StagedRows, { queries, data }: SentRow): void {
	for (const id of findMatching(staged, queries)) update(staged, id, Object(data));
}

function deleteMatching(staged: StagedRows, { queries }: SentRow): void {
	for (const id of findMatching(staged, queries)) staged.set(id, { isDeleted: true });
}

function findMatching(staged: StagedRows, queries: unknown): string[] {
	const filters = parseRowQueries(Array.isArray(queries) ? queries.map(String) : []);
	return [...staged].flatMap(([id, row]) => {
		return !row.isDeleted && matchesFilters(row.data, filters) ? [id] : [];
	});
}

function listOf(data: unknown): SentRow[] {
	return Array.isArray(data) ? data.map(Object) : [];
}
