import type { Column } from '../store/column.ts';

/** What an operator works on. */
export interface Operand {
	/** `null` for none. */
	current: unknown;
	/** Of the operator. */
	values: unknown[];
	column: Column;
	/** Milliseconds since 1970. */
	now: number;
}

/** What an operator does. */
export interface Operation {
	/** Why it cannot be done; nothing if it can. */
	findFault?(operand: Operand): string | undefined;
	apply(operand: Operand): unknown;
}
