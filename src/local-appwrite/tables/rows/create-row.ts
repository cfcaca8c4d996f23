import { checkCreation } from '../permissions/actor.ts';
import type { Row, Values } from '../store/row.ts';
import { RowFault } from '../values/row-fault.ts';
import { checkStructure, encodeValues } from '../values/structure.ts';
import type { RowContext } from './context.ts';
import { chosenDate, settableData } from './row-data.ts';

export interface NewRow {
	id: string;
	permissions: string[];
	/** What the client sent. */
	data: Values;
}

/**
 * Makes rows, once all of them fit. Throws `user_unauthorized`, and a `RowFault` if one does not fit or its ID is taken.
 * @param takeSequence answers the number of the next row
 */
export function createRows(
	context: RowContext,
	newRows: NewRow[],
	takeSequence: () => number
): Row[] {
	const { rows, table, actor } = context;
	checkCreation(actor, table.permissions);
	const drafts = newRows.map((newRow) => draftRow(context, newRow));
	return drafts.map((draft) => {
		const row = { ...draft, sequence: takeSequence() };
		if (!rows.insert(table, row)) throw new RowFault('taken');
		return row;
	});
}

function draftRow({ table, actor, now }: RowContext, newRow: NewRow): Omit<Row, 'sequence'> {
	const { id, permissions } = newRow;
	const data = settableData(newRow.data, actor.isKey);
	const values = encodeValues(data, table.columns, now);
	const createdAt = chosenDate(data, '$createdAt', now, now);
	const updatedAt = chosenDate(data, '$updatedAt', now, now);
	checkStructure(values, table.columns);
	return { id, createdAt, updatedAt, permissions, values };
}
