import type { Sql } from '../../queries/conditions.ts';
import type { List } from '../../queries/list.ts';
import type { Query } from '../../queries/query.ts';
import { UserError } from '../../store/errors.ts';
import { isAllowed } from '../permissions/actor.ts';
import { permissionsName, rowsName } from '../store/names.ts';
import type { Row } from '../store/row.ts';
import { rowSchema } from '../store/rows.ts';
import type { RowContext } from './context.ts';
import { checkCursorId, checkRowQueries } from './row-queries.ts';

/** Up to so many visible rows it is faster to begin with them than with the list. */
const FEW = 1000;

/**
 * The rows that somebody may see of those that they ask for.
 * Throws `general_query_invalid`, `general_cursor_not_found`, `database_query_order_null`, `user_unauthorized`.
 */
export function findRows(context: RowContext, queries: Query[], total: boolean): List<Row> {
	const { rows, table } = context;
	const cursor = queries.find(({ method }) => method.startsWith('cursor'));
	if (cursor) {
		checkCursorId(cursor);
		rows.checkCursor(table, cursor);
	}
	checkRowQueries(queries, rowSchema(table));
	return rows.list(table, { queries, total }, visibleRows(context));
}

/** One row that they may see; nothing if it is not there or not for them. */
export function findRow({ rows, table, actor }: RowContext, id: string): Row | undefined {
	const row = rows.byId(table, id);
	const own = row && table.rowSecurity ? row.permissions : [];
	return isAllowed(actor, 'read', [...table.permissions, ...own]) ? row : undefined;
}

/** The condition that a row may be seen; nothing if all may. */
function visibleRows({ rows, table, actor }: RowContext): Sql | undefined {
	if (isAllowed(actor, 'read', table.permissions)) return undefined;
	if (!table.rowSecurity) throw new UserError('user_unauthorized');

	const parameters = { roles: JSON.stringify(actor.roles) };
	const granted = `action = 'read' AND role IN (SELECT value FROM json_each(@roles))`;
	const permissions = permissionsName(table.sequence);
	if (rows.countVisible(table, actor.roles, FEW) < FEW) {
		return { text: `sequence IN (SELECT row FROM ${permissions} WHERE ${granted})`, parameters };
	}
	const own = `row = ${rowsName(table.sequence)}.sequence`;
	return { text: `EXISTS (SELECT 1 FROM ${permissions} WHERE ${own} AND ${granted})`, parameters };
}
