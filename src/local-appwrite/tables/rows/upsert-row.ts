import { UserError } from '../../store/errors.ts';
import { isAllowed } from '../permissions/actor.ts';
import type { Row, Values } from '../store/row.ts';
import { Operator } from '../values/operators.ts';
import { RowFault } from '../values/row-fault.ts';
import { checkStructure, encodeValues } from '../values/structure.ts';
import type { RowContext } from './context.ts';
import {
	applyOperators,
	areEqual,
	areSamePermissions,
	checkUnchanged,
	chosenDate,
	keepColumns,
	settableData,
	withoutOperators
} from './row-data.ts';

export interface UpsertedRow {
	id: string;
	/** What the client sent, with operators read. All that is required must be there. */
	data: Values;
	/** `null` to leave those of a row that is there. */
	permissions: string[] | null;
}

/**
 * Makes a row or changes the one with this ID; answers nothing if that changes nothing.
 * Throws `user_unauthorized`, and a `RowFault` if the row does not fit.
 * @param takeSequence answers the number of the next row
 */
export function upsertRow(
	context: RowContext,
	upserted: UpsertedRow,
	takeSequence: () => number
): Row | undefined {
	const { rows, table, actor, now } = context;
	const old = rows.byId(table, upserted.id);
	const data = settableData(upserted.data, actor.isKey);
	const permissions = upserted.permissions ?? old?.permissions ?? [];
	if (!hasChanges(context, { old, data, permissions })) return undefined;

	checkRight(context, old);
	const { columns } = table;
	const values = encodeValues(fillOptional(data, context, old), columns, now);
	const present = withoutOperators(values, old?.values ?? new Map());
	checkStructure(present, columns);
	if (old) checkUnchanged(old, context.unchangedSince);

	// MariaDB takes a number also for a row that turns out to be there.
	const sequence = takeSequence();
	const row: Row = {
		sequence: old?.sequence ?? sequence,
		id: old?.id ?? upserted.id,
		permissions,
		createdAt: chosenDate(data, '$createdAt', now, old?.createdAt ?? now),
		updatedAt: chosenDate(data, '$updatedAt', now, now),
		values: keepColumns(applyOperators(present, data, { columns, now }), columns)
	};
	const isSaved = old
		? rows.update(table, row, !areSamePermissions(permissions, old.permissions))
		: rows.insert(table, row);
	if (!isSaved) throw new RowFault('taken');
	return row;
}

interface Change {
	old: Row | undefined;
	data: Values;
	permissions: string[];
}

/** A column that is not sent counts as changed: Appwrite looks no closer. */
function hasChanges({ table, now }: RowContext, { old, data, permissions }: Change): boolean {
	if (!old || !areSamePermissions(permissions, old.permissions)) return true;
	const encoded = encodeValues(data, table.columns, now, false);
	return table.columns.some(({ key }) => {
		const value = encoded.get(key);
		return !data.has(key) || value instanceof Operator || !areEqual(value, old.values.get(key));
	});
}

function checkRight({ table, actor }: RowContext, old: Row | undefined): void {
	const own = old && table.rowSecurity ? old.permissions : [];
	if (isAllowed(actor, old ? 'update' : 'create', [...table.permissions, ...own])) return;
	throw new UserError('user_unauthorized');
}

/** Puts in the optional columns that were not sent: the present values, or the defaults. */
function fillOptional(data: Values, { table }: RowContext, old: Row | undefined): Values {
	const missing = table.columns.filter(({ key, required }) => !required && !data.has(key));
	const filled = missing.map((column): [string, unknown] => [
		column.key,
		old ? (old.values.get(column.key) ?? null) : column.standard
	]);
	return new Map([...data, ...filled]);
}
