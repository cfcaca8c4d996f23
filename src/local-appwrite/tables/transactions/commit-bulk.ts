import { createId } from '../../core/secrets.ts';
import { deleteRows, updateRows } from '../rows/bulk.ts';
import { createRows } from '../rows/create-row.ts';
import { checkUnchanged } from '../rows/row-data.ts';
import { parseRowQueries } from '../rows/row-queries.ts';
import { upsertRow } from '../rows/upsert-row.ts';
import type { Row } from '../store/row.ts';
import type { Operation } from '../store/transactions.ts';
import { readOperators } from '../values/operators.ts';
import { permissionsOf, valuesOf, type Commit } from './commit-data.ts';

/** Does an operation on many rows. Throws a `RowFault`. */
export function commitBulk(commit: Commit, { action, data }: Operation): void {
	const { context, takeSequence, touch } = commit;
	const { queries = [], data: changes = {} } = Object(data);

	if (action === 'bulkCreate' || action === 'bulkUpsert') {
		for (const row of Array.isArray(data) ? data : []) {
			const values = valuesOf(row);
			const id = String(values.get('$id') ?? createId(context.now));
			const permissions = permissionsOf(values);
			if (action === 'bulkCreate') {
				const newRow = { id, data: values, permissions: permissions ?? [] };
				createRows(context, [newRow], takeSequence);
			} else {
				const unchangedSince = commit.isTouched(id) ? undefined : context.unchangedSince;
				const upserted = { id, data: readOperators(values), permissions };
				upsertRow({ ...context, unchangedSince }, upserted, takeSequence);
			}
			touch(id);
		}
		return;
	}

	const parsed = parseRowQueries(queries.map(String));
	const check = (row: Row) => {
		if (!commit.isTouched(row.id)) checkUnchanged(row, context.unchangedSince);
	};
	if (action === 'bulkDelete') {
		for (const row of deleteRows(context, parsed, check)) commit.forget(row.id);
		return;
	}
	const rows = updateRows(context, {
		data: readOperators(valuesOf(changes)),
		queries: parsed,
		check
	});
	for (const row of rows) touch(row.id);
}
