import type { Store } from '../../store/store.ts';
import type { Table } from '../store/table.ts';
import { tablesTable } from '../store/tables.ts';

/**
 * Writes rows, all or none.
 * @param work gets a function that answers the number of the next row; as in MariaDB, a number that was taken is never
 * given to another row, also when the rows are not written in the end
 */
export function writeRows<Result>(
	store: Store,
	table: Table,
	work: (takeSequence: () => number) => Result
): Result {
	const tables = store.table(tablesTable);
	let taken = 0;
	const takeSequence = () => {
		taken += 1;
		return tables.takeSequences(table, 1);
	};
	try {
		return store.transaction(() => work(takeSequence));
	} catch (error) {
		if (taken > 0) tables.takeSequences(table, taken);
		throw error;
	}
}
