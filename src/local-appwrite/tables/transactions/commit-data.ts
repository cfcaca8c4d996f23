import type { RowContext } from '../rows/context.ts';
import type { Values } from '../store/row.ts';

/** What it takes to commit an operation. */
export interface Commit {
	context: RowContext;
	takeSequence(): number;
	/** Whether an earlier operation of the same transaction made or changed the row. */
	isTouched(rowId: string): boolean;
	touch(rowId: string): void;
	forget(rowId: string): void;
}

export function valuesOf(data: unknown): Values {
	return new Map(Object.entries(Object(data)));
}

/** The permissions among the data. */
export function permissionsOf(data: Values): string[] | null {
	const permissions = data.get('$permissions');
	return Array.isArray(permissions) ? permissions.map(String) : null;
}
