import type { Query } from '../../queries/query.ts';
import type { Column } from '../store/column.ts';
import type { Row, Values } from '../store/row.ts';
import { rowSchema } from '../store/rows.ts';
import { applyOperator, Operator } from '../values/operators.ts';
import { RowFault } from '../values/row-fault.ts';
import { checkStructure, encodeValues } from '../values/structure.ts';
import type { RowContext } from './context.ts';
import { areSamePermissions, chosenDate, keepColumns, settableData } from './row-data.ts';
import { checkRowQueries } from './row-queries.ts';

/** All rows that the queries find, for a key. Throws `general_query_invalid`. */
function findAll({ rows, table }: RowContext, queries: Query[]): Row[] {
	checkRowQueries(queries, rowSchema(table));
	const all = { method: 'limit', attribute: '', values: [Number.MAX_SAFE_INTEGER] };
	return rows.list(table, { queries: [...queries, all], total: false }).rows;
}

export interface BulkChange {
	/** What the client sent, with operators read. */
	data: Values;
	queries: Query[];
	/** Throws if one of the rows must not be changed. */
	check?: (row: Row) => void;
}

/** Changes all rows that the queries find, and answers them. Throws a `RowFault`. */
export function updateRows(context: RowContext, change: BulkChange): Row[] {
	const { data: sent, queries, check } = change;
	const { rows, table, now } = context;
	const { columns } = table;
	const data = encodeValues(settableData(sent, true), columns, now, false);
	const found = findAll(context, queries);
	checkStructure(withoutOperators(data, columns), columns, true);

	const permissions = sent.get('$permissions') as string[] | undefined;
	return found.map((old) => {
		check?.(old);
		const changes = [...data].map(([key, value]): [string, unknown] => {
			const column = columns.find((candidate) => candidate.key === key);
			if (!column || !(value instanceof Operator)) return [key, value];
			return [key, applyOperator(value, column, old.values.get(key) ?? null, now)];
		});
		const row = {
			...old,
			permissions: permissions ?? old.permissions,
			createdAt: chosenDate(data, '$createdAt', now, old.createdAt),
			updatedAt: chosenDate(data, '$updatedAt', now, now),
			values: keepColumns(new Map([...old.values, ...changes]), columns)
		};
		const permissionsChanged = !areSamePermissions(row.permissions, old.permissions);
		if (!rows.update(table, row, permissionsChanged)) throw new RowFault('taken');
		return row;
	});
}

/** Throws a `RowFault` for an operator on what is no column. */
function withoutOperators(data: Values, columns: Column[]): Values {
	const isKnown = (key: string) => columns.some((column) => column.key === key);
	const kept = [...data].filter(([key, value]) => !(value instanceof Operator) || !isKnown(key));
	return new Map(kept);
}

/**
 * Deletes all rows that the queries find, and answers them.
 * @param check throws if one of the rows must not be deleted
 */
export function deleteRows(
	context: RowContext,
	queries: Query[],
	check?: (row: Row) => void
): Row[] {
	const found = findAll(context, queries);
	for (const row of found) {
		check?.(row);
		context.rows.delete(context.table, row.sequence);
	}
	return found;
}
