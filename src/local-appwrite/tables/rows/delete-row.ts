import { UserError } from '../../store/errors.ts';
import { isAllowed } from '../permissions/actor.ts';
import type { Row } from '../store/row.ts';
import type { RowContext } from './context.ts';
import { checkUnchanged } from './row-data.ts';

/** Throws `user_unauthorized`. */
export function deleteRow({ rows, table, actor, unchangedSince }: RowContext, row: Row): void {
	const granted = table.rowSecurity
		? [...table.permissions, ...row.permissions]
		: table.permissions;
	if (!isAllowed(actor, 'delete', granted)) throw new UserError('user_unauthorized');
	checkUnchanged(row, unchangedSince);
	rows.delete(table, row.sequence);
}
