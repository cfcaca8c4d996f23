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

export interface RowChanges {
	/** What the client sent, with operators read; columns that are absent stay. */
	data: Values;
	/** `null` to leave them. */
	permissions: string[] | null;
}

/**
 * Changes a row. If nothing changes, it takes the right to read it alone. Throws `user_unauthorized`, and a `RowFault`
 * if the row does not fit any more.
 */
export function updateRow(context: RowContext, old: Row, changes: RowChanges): Row {
	const { rows, table, actor, now } = context;
	const { columns, rowSecurity } = table;
	const data = settableData(changes.data, actor.isKey);
	const permissions = changes.permissions ?? old.permissions;
	const merged = new Map([...old.values, ...data]);
	const values = encodeValues(withoutOperators(merged, old.values), columns, now);

	const isChanged =
		!areEqual(permissions, old.permissions) ||
		[...data].some(([key, value]) => {
			return value instanceof Operator || !areEqual(values.get(key), old.values.get(key));
		});
	const action = isChanged ? 'update' : 'read';
	const granted = rowSecurity ? [...table.permissions, ...old.permissions] : table.permissions;
	if (!isAllowed(actor, action, granted)) throw new UserError('user_unauthorized');
	checkUnchanged(old, context.unchangedSince);
	checkStructure(values, columns);
	if (!isChanged) return old;

	const row = {
		...old,
		permissions,
		createdAt: chosenDate(data, '$createdAt', now, old.createdAt),
		updatedAt: chosenDate(data, '$updatedAt', now, now),
		values: keepColumns(applyOperators(values, data, { columns, now }), columns)
	};
	const permissionsChanged = !areSamePermissions(permissions, old.permissions);
	if (!rows.update(table, row, permissionsChanged)) throw new RowFault('taken');
	return row;
}
