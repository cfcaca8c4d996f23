import { formatDate } from '../../core/clock.ts';
import { foldValue } from '../../core/fold.ts';
import type { Value } from '../../database/database.ts';
import { isFolded, type Column } from './column.ts';
import { foldedName, valueName } from './names.ts';

/**
 * The values of a row by the keys of its columns. A date is a `Date`. A map, as the keys come from outside.
 */
export type Values = Map<string, unknown>;

export interface Row {
	sequence: number;
	id: string;
	/** Milliseconds since 1970, as is `updatedAt`. */
	createdAt: number;
	updatedAt: number;
	permissions: string[];
	values: Values;
}

export type RowEntry = Record<string, Value>;

/** Reads a row as SQLite has it. */
export function fromRowEntry(entry: RowEntry, columns: Column[]): Row {
	return {
		sequence: Number(entry.sequence),
		id: String(entry.id),
		createdAt: Number(entry.createdAt),
		updatedAt: Number(entry.updatedAt),
		permissions: JSON.parse(String(entry.permissions)),
		values: new Map(columns.map((column) => [column.key, readValue(column, entry)]))
	};
}

function readValue(column: Column, entry: RowEntry): unknown {
	const stored = entry[valueName(column.sequence)] ?? null;
	if (stored === null) return null;
	if (!column.isList) return readItem(column, stored);
	const items: Value[] = JSON.parse(String(stored));
	return items.map((item) => readItem(column, item));
}

function readItem({ type }: Column, stored: Value): unknown {
	if (stored === null) return null;
	if (type === 'boolean') return Boolean(stored);
	return type === 'datetime' ? new Date(Number(stored)) : stored;
}

/** What SQLite keeps of the values, by the names of its columns. */
export function toStoredValues(values: Values, columns: Column[]): Record<string, Value> {
	const entries = columns.flatMap((column): [string, Value][] => {
		const value = writeValue(values.get(column.key) ?? null);
		const stored: [string, Value] = [valueName(column.sequence), value];
		if (!isFolded(column)) return [stored];
		return [
			stored,
			[foldedName(column.sequence), value === null ? null : foldValue(String(value))]
		];
	});
	return Object.fromEntries(entries);
}

function writeValue(value: unknown): Value {
	if (Array.isArray(value)) return JSON.stringify(value.map(writeValue));
	if (value instanceof Date) return value.getTime();
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? value
		: null;
}

/** A value as Appwrite shows it: an absent list is empty. */
export function showValue(value: unknown, { isList }: Column): unknown {
	if (Array.isArray(value)) return value.map(showItem);
	return value === null && isList ? [] : showItem(value);
}

function showItem(value: unknown): unknown {
	return value instanceof Date ? formatDate(value.getTime()) : value;
}
