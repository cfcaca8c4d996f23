import { createId } from '../../core/secrets.ts';
import type { RowContext } from '../rows/context.ts';
import { countUp } from '../rows/count-up.ts';
import { createRows } from '../rows/create-row.ts';
import { deleteRow } from '../rows/delete-row.ts';
import { updateRow } from '../rows/update-row.ts';
import { upsertRow } from '../rows/upsert-row.ts';
import type { Row, Values } from '../store/row.ts';
import type { Operation } from '../store/transactions.ts';
import { permissionsOf, valuesOf, type Commit } from './commit-data.ts';
import { readOperators } from '../values/operators.ts';
import { RowFault } from '../values/row-fault.ts';

/** Does an operation on a single row. Throws a `RowFault`. */
export function commitRow(commit: Commit, operation: Operation): void {
	const data = valuesOf(operation.data);
	const rowId = operation.rowId ?? '';
	if (operation.action === 'create') return create(commit, rowId, data);
	if (operation.action === 'upsert') return upsert(commit, rowId, data);

	const context = contextFor(commit, rowId);
	const row = context.rows.byId(context.table, rowId);
	if (!row) throw new RowFault('missing');
	if (operation.action === 'update') update(context, row, data);
	if (operation.action === 'increment') count(context, { rowId, data, sign: 1 });
	if (operation.action === 'decrement') count(context, { rowId, data, sign: -1 });
	if (operation.action === 'delete') {
		deleteRow(context, row);
		return commit.forget(rowId);
	}
	commit.touch(rowId);
}

/** A row that this transaction has changed itself may have changed. */
function contextFor({ context, isTouched }: Commit, rowId: string): RowContext {
	return isTouched(rowId) ? { ...context, unchangedSince: undefined } : context;
}

function create({ context, takeSequence, touch }: Commit, rowId: string, data: Values): void {
	const id = String(data.get('$id') ?? rowId);
	createRows(context, [{ id, data, permissions: permissionsOf(data) ?? [] }], takeSequence);
	touch(id);
}

function update(context: RowContext, row: Row, data: Values): void {
	updateRow(context, row, { data: readOperators(data), permissions: permissionsOf(data) });
}

/** One that was staged without an ID among its data gets a new one, as in Appwrite: the row's own is not looked at. */
function upsert(commit: Commit, rowId: string, data: Values): void {
	const { context, isTouched, takeSequence, touch } = commit;
	const sentId = data.has('$id') ? String(data.get('$id')) : createId(context.now);
	const id = isTouched(rowId) ? rowId : sentId;
	const present = isTouched(rowId) ? context.rows.byId(context.table, id) : undefined;
	const merged = new Map([...(present?.values ?? []), ...readOperators(data)]);
	const permissions = permissionsOf(data);
	upsertRow(contextFor(commit, id), { id, data: merged, permissions }, takeSequence);
	touch(id);
}

interface Count {
	rowId: string;
	data: Values;
	sign: 1 | -1;
}

function count(context: RowContext, { rowId, data, sign }: Count): void {
	const bound = data.get(sign > 0 ? 'max' : 'min') ?? null;
	const value = Number(data.get('value') ?? 1);
	countUp(context, {
		rowId,
		column: String(data.get('column') ?? data.get('attribute') ?? ''),
		by: sign * value,
		bound: bound === null ? null : Number(bound)
	});
}
