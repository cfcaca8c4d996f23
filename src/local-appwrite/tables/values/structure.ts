import { parseDate } from '../../core/dates.ts';
import type { Column } from '../store/column.ts';
import type { Values } from '../store/row.ts';
import { RowFault } from './row-fault.ts';
import { findValueFault } from './value-faults.ts';

/** What every row may name beside its columns. */
const systemKeys = ['$id', '$permissions', '$createdAt', '$updatedAt'];

/**
 * Puts dates and defaults in their places, as Appwrite does before it looks whether the values fit. A text that is no
 * date stays for `checkStructure` to find.
 * @param now milliseconds since 1970, for dates such as `tomorrow`
 * @param withDefaults whether a column that has no value gets its default
 */
export function encodeValues(
	values: Values,
	columns: Column[],
	now: number,
	withDefaults = true
): Values {
	const encoded = new Map(values);
	for (const column of columns) {
		const sent = values.get(column.key) ?? null;
		const value = sent === null && withDefaults ? column.standard : sent;
		if (value !== null) encoded.set(column.key, encodeValue(value, column, now));
	}
	return encoded;
}

function encodeValue(value: unknown, column: Column, now: number): unknown {
	if (column.type !== 'datetime') return value;
	if (Array.isArray(value)) return value.map((item) => encodeDate(item, now));
	return encodeDate(value, now);
}

function encodeDate(value: unknown, now: number): unknown {
	const time = typeof value === 'string' ? parseDate(value, now) : undefined;
	return time === undefined ? value : new Date(time);
}

/**
 * Throws a `RowFault` for the first value that does not fit its column: first what is required, then what there is no
 * column for, then the rest in the order of the values.
 * @param isPartial whether the values only change others, so that none is missing
 */
export function checkStructure(values: Values, columns: Column[], isPartial = false): void {
	for (const { key, required } of isPartial ? [] : columns) {
		if (required && (values.get(key) ?? null) === null) {
			throw structureFault(`Missing required attribute "${key}"`);
		}
	}
	const byKey = new Map(columns.map((column) => [column.key, column]));
	for (const key of values.keys()) {
		if (!byKey.has(key) && !systemKeys.includes(key)) {
			throw structureFault(`Unknown attribute: "${key}"`);
		}
	}
	for (const [key, value] of values) {
		const column = byKey.get(key);
		const fault = column && findFault(column, value);
		if (fault) throw structureFault(fault);
	}
}

function findFault(column: Column, value: unknown): string | undefined {
	if (value === null && !column.required) return undefined;
	if (!column.isList) return describe(column, column.key, value);
	if (!Array.isArray(value)) return `Attribute "${column.key}" must be an array`;

	for (const [position, item] of value.entries()) {
		if (item === null && !column.required) continue;
		const fault = describe(column, `${column.key}['${position}']`, item);
		if (fault) return fault;
	}
}

function describe(column: Column, name: string, value: unknown): string | undefined {
	const fault = findValueFault(column, value);
	return fault && `Attribute "${name}" has invalid ${column.format ? 'format' : 'type'}. ${fault}`;
}

export function structureFault(message: string): RowFault {
	return new RowFault('structure', `Invalid document structure: ${message}`);
}
