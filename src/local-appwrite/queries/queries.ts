import { ValidationError, type Param } from '../params/params.ts';
import { uid } from '../params/validators.ts';
import { defaultSettings } from '../project/settings.ts';
import { checkFilter } from './filters.ts';
import { findOrder } from './list.ts';
import { parseQuery } from './parse.ts';
import { isFilter, type Query } from './query.ts';
import type { Schema } from './schema.ts';

/** Throws `ValidationError`. */
type Check = (query: Query, schema: Schema) => void;

/** Of every method that is not a filter. */
const checks = new Map<string, Check>([
	['limit', ({ values }) => checkNumber(values[0], 'limit', 1)],
	['offset', ({ values }) => checkNumber(values[0], 'offset', 0)],
	['cursorAfter', checkCursor],
	['cursorBefore', checkCursor],
	['orderAsc', checkOrder],
	['orderDesc', checkOrder],
	['orderRandom', () => undefined]
]);

const pageMethods = ['limit', 'offset'];

/** Answers the check of a query, and nothing for a method that a list does not allow. */
export type FindCheck = (query: Query) => Check | undefined;

/** Filters, order and pages. */
export const findListCheck: FindCheck = (query) =>
	isFilter(query) ? checkFilter : checks.get(query.method);

/** The queries of a list that may be filtered and sorted by the attributes of `schema`. */
export function queries(schema: Schema): Param<Query[]> {
	return readQueries(schema, findListCheck);
}

/** The queries of a list that can only be paged through. */
export const pageQueries = readQueries(new Map(), ({ method }) => {
	return pageMethods.includes(method) ? checks.get(method) : undefined;
});

function readQueries(schema: Schema, findCheck: FindCheck): Param<Query[]> {
	return {
		read(value) {
			if (!Array.isArray(value)) throw new ValidationError('Queries must be an array');
			return value.map((text) => {
				const query = readQuery(String(text));
				checkQuery(query, schema, findCheck);
				return query;
			});
		},
		fallback: { value: [] }
	};
}

function readQuery(text: string): Query {
	try {
		return parseQuery(text);
	} catch (error) {
		if (!(error instanceof ValidationError)) throw error;
		throw new ValidationError(`Invalid query: ${error.message}`);
	}
}

/** Throws `ValidationError` if the query is none for this list. */
export function checkQuery(query: Query, schema: Schema, findCheck: FindCheck): void {
	for (const nested of query.nested ?? []) checkQuery(nested, schema, findCheck);
	const check = findCheck(query);
	if (!check) throw new ValidationError(`Invalid query method: ${query.method}`);
	check(query, schema);
}

function checkNumber(value: unknown, name: string, minimum: number): void {
	const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
	// Appwrite calls an offset that is no number a limit.
	if (Number.isNaN(number) || value === '') {
		throw new ValidationError('Invalid query: Invalid limit: Value must be a valid number');
	}
	if (Number.isInteger(number) && number >= minimum) return;

	const range = `Value must be a valid range between ${minimum} and 9,223,372,036,854,775,807`;
	throw new ValidationError(`Invalid query: Invalid ${name}: ${range}`);
}

function checkCursor({ values }: Query): void {
	try {
		uid.read(values[0], defaultSettings);
	} catch (error) {
		if (!(error instanceof ValidationError)) throw error;
		throw new ValidationError(`Invalid query: Invalid cursor: ${error.message}`);
	}
}

function checkOrder({ attribute }: Query, schema: Schema): void {
	if (findOrder(schema, attribute)) return;
	throw new ValidationError(`Invalid query: Attribute not found in schema: ${attribute}`);
}
