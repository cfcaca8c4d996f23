import { isIP } from 'node:net';
import { accepts } from '../../params/accepts.ts';
import { email } from '../../params/validators.ts';
import { isText, type Column } from '../store/column.ts';

/** Bytes of an integer that takes more than 32 bits. */
export const LONG_INTEGER = 8;

const FIRST_YEAR = 1000;
const LAST_YEAR = 9999;

/** Says what a value of the column should be; nothing if it is so. */
export function findValueFault(column: Column, value: unknown): string | undefined {
	return findTypeFault(column, value) ?? findFormatFault(column, value);
}

function findTypeFault(column: Column, value: unknown): string | undefined {
	if (isText(column)) return textFault(value, column.size);
	if (column.type === 'boolean') {
		return typeof value === 'boolean' ? undefined : 'Value must be a valid boolean';
	}
	if (column.type === 'datetime') return isDate(value) ? undefined : dateRule;
	if (column.type === 'double') {
		return typeof value === 'number' ? undefined : 'Value must be a valid float';
	}
	return integerFault(value, column.type === 'bigint' || column.size >= LONG_INTEGER ? 64 : 32);
}

/** Characters are counted as Unicode has them. */
export function textFault(value: unknown, most: number): string | undefined {
	const fits = typeof value === 'string' && (value.length <= most || [...value].length <= most);
	return fits ? undefined : `Value must be a valid string and no longer than ${most} chars`;
}

export const dateRule =
	'Value must be valid date between 1000-01-01 00:00:00 and 9999-12-31 23:59:59.';

function isDate(value: unknown): boolean {
	if (!(value instanceof Date)) return false;
	const year = value.getUTCFullYear();
	return year >= FIRST_YEAR && year <= LAST_YEAR;
}

const integerBounds = {
	32: { minimum: -2_147_483_648, maximum: 2_147_483_647 },
	64: { minimum: -9_223_372_036_854_775_808n, maximum: 9_223_372_036_854_775_808n }
};

export function integerFault(value: unknown, bits: 32 | 64): string | undefined {
	const { minimum, maximum } = integerBounds[bits];
	const fits = Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
	if (fits) return undefined;
	const bounds = [minimum, maximum].map((bound) => bound.toLocaleString('en')).join(' and ');
	return `Value must be a valid signed ${bits}-bit integer between ${bounds}`;
}

function findFormatFault(column: Column, value: unknown): string | undefined {
	const { format, elements } = column;
	if (format === 'email' && !accepts(email, value)) return 'Value must be a valid email address';
	if (format === 'url' && !isUrl(String(value))) return 'Value must be a valid URL';
	if (format === 'ip' && !isIP(String(value))) return 'Value must be a valid IP address';
	if (format === 'enum' && !elements.includes(String(value))) {
		return `Value must be one of (${elements.join(', ')})`;
	}
	if (format === 'range') return rangeFault(Number(value), column);
}

type Bounds = Pick<Column, 'minimum' | 'maximum'>;

/** Appwrite rounds the bounds that it names. */
export function rangeFault(value: number, { minimum, maximum }: Bounds): string | undefined {
	const [low, high] = [minimum ?? -Infinity, maximum ?? Infinity];
	if (value >= low && value <= high) return undefined;
	const bounds = [low, high].map((bound) => roundAway(bound).toLocaleString('en')).join(' and ');
	return `Value must be a valid range between ${bounds}`;
}

function roundAway(number: number): number {
	return Math.sign(number) * Math.round(Math.abs(number));
}

/** As PHP checks it: a scheme and a host, in ASCII. */
export function isUrl(text: string): boolean {
	return /^[a-z][a-z\d+.-]*:\/\/[!-~]+$/i.test(text) && URL.canParse(text);
}
