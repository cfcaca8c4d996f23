import { parseDate } from '../../core/dates.ts';
import type { Column } from '../store/column.ts';
import type { Row, Values } from '../store/row.ts';
import { RowFault } from '../values/row-fault.ts';
import { structureFault } from '../values/structure.ts';
import { dateRule } from '../values/value-faults.ts';
import { applyOperator, Operator } from '../values/operators.ts';

const ignored = ['$sequence', '$databaseId', '$tableId', '$id', '$permissions'];
const forKeys = ['$createdAt', '$updatedAt'];

/** What a client sent, without what it cannot set: nobody but a key chooses the dates of a row. */
export function settableData(data: Values, isKey: boolean): Values {
	const left = isKey ? ignored : [...ignored, ...forKeys];
	return new Map([...data].filter(([key]) => !left.includes(key)));
}

/** A date that the client chose for the row, and `standard` if it chose none. */
export function chosenDate(data: Values, key: string, now: number, standard: number): number {
	const value = data.get(key) ?? null;
	if (value === null || value === '') return standard;
	const time = typeof value === 'string' ? parseDate(value, now) : undefined;
	if (time !== undefined) return time;
	throw structureFault(`Attribute "${key}" has invalid type. ${dateRule}`);
}

/** The values without the operators among them, for which the present values stand. */
export function withoutOperators(values: Values, old: Values): Values {
	return new Map(
		[...values].map(([key, value]) => [
			key,
			value instanceof Operator ? (old.get(key) ?? null) : value
		])
	);
}

/** What the operators of `data` make of the values. */
export function applyOperators(
	values: Values,
	data: Values,
	{ columns, now }: { columns: Column[]; now: number }
): Values {
	const applied = new Map(values);
	for (const column of columns) {
		const operator = data.get(column.key);
		if (!(operator instanceof Operator)) continue;
		applied.set(column.key, applyOperator(operator, column, values.get(column.key) ?? null, now));
	}
	return applied;
}

/** Throws if the row changed after the time since which it must not have. */
export function checkUnchanged(old: Row, unchangedSince: number | undefined): void {
	if (unchangedSince !== undefined && old.updatedAt > unchangedSince) throw new RowFault('changed');
}

export function areEqual(one: unknown, other: unknown): boolean {
	return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** Whether two lists of permissions say the same, in whatever order. */
export function areSamePermissions(one: string[], other: string[]): boolean {
	return areEqual(one.toSorted(), other.toSorted());
}

/** The values without the dates that a key sent among them. */
export function keepColumns(values: Values, columns: Column[]): Values {
	return new Map(columns.map(({ key }) => [key, values.get(key) ?? null]));
}
