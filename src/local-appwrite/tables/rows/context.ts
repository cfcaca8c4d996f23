import type { Actor } from '../permissions/actor.ts';
import type { Rows } from '../store/rows.ts';
import type { Table } from '../store/table.ts';

/** What it takes to read and write the rows of a table. */
export interface RowContext {
	rows: Rows;
	table: Table;
	actor: Actor;
	/** Milliseconds since 1970. */
	now: number;
	/** Since when a row must not have changed, for what was staged earlier. */
	unchangedSince?: number;
}
