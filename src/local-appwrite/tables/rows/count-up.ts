import { UserError } from '../../store/errors.ts';
import { isAllowed } from '../permissions/actor.ts';
import { isNumber } from '../store/column.ts';
import type { Row } from '../store/row.ts';
import { RowFault } from '../values/row-fault.ts';
import type { RowContext } from './context.ts';
import { checkUnchanged } from './row-data.ts';

export interface Step {
	rowId: string;
	column: string;
	/** Positive; negative to count down. */
	by: number;
	/** How far, at most; `null` for no bound. */
	bound: number | null;
}

/**
 * Adds to a number of a row. A column without a value keeps none, though the answer shows the sum: Appwrite's SQL adds
 * to NULL. Throws `user_unauthorized` or a `RowFault`.
 */
export function countUp(context: RowContext, { rowId, column: key, by, bound }: Step): Row {
	const { rows, table, actor, now } = context;
	if (by === 0) throw new RowFault('argument', 'Value must be numeric and greater than 0');
	const column = table.columns.find((candidate) => candidate.key === key);
	if (!column) throw new RowFault('missing');
	if (!isNumber(column) || column.isList) throw new RowFault('type');
	const row = rows.byId(table, rowId);
	if (!row) throw new RowFault('missing');

	const granted = table.rowSecurity
		? [...table.permissions, ...row.permissions]
		: table.permissions;
	if (!isAllowed(actor, 'update', granted)) throw new UserError('user_unauthorized');
	checkUnchanged(row, context.unchangedSince);

	const present = row.values.get(key) ?? null;
	const sum = Number(present ?? 0) + by;
	if (bound !== null && (by > 0 ? sum > bound : sum < bound)) {
		const which = by > 0 ? 'maximum' : 'minimum';
		throw new RowFault('limit', `Attribute value exceeds ${which} limit: ${bound}`);
	}

	const changed = { ...row, updatedAt: now };
	const counted = { ...changed, values: new Map([...row.values, [key, sum]]) };
	if (!rows.update(table, present === null ? changed : counted, false)) throw new RowFault('taken');
	return counted;
}
