import { ValidationError, type Param } from '../params/params.ts';
import { uid } from '../params/validators.ts';
import type { Settings } from '../project/settings.ts';
import { checkFilter } from './filters.ts';
import { parseQuery } from './parse.ts';
import { isFilter, type Query } from './query.ts';
import type { Schema } from './schema.ts';

/** Throws `ValidationError`. */
type Check = (query: Query, schema: Schema, settings: Settings) => void;

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

/** The queries of a list that may be filtered and sorted by the attributes of `schema`. */
export function queries(schema: Schema): Param<Query[]> {
	return readQueries(schema, (query) => {
		return isFilter(query) ? checkFilter : checks.get(query.method);
	});
}

/** The queries of a list that can only be paged through. */
export const pageQueries = readQueries(new Map(), ({ method }) => {
	return pageMethods.includes(method) ? checks.get(method) : undefined;
});

/** @param findCheck answers nothing for a method that this list does not allow */
function readQueries(
	schema: Schema,
	findCheck: (query: Query) => Check | undefined
): Param<Query[]> {
	function check(query: Query, settings: Settings): void {
		for (const nested of query.nested ?? []) check(nested, settings);
		const checkQuery = findCheck(query);
		if (!checkQuery) throw new ValidationError(`Invalid query method: ${query.method}`);
		checkQuery(query, schema, settings);
	}

	return {
		read(value, settings) {
			if (!Array.isArray(value)) throw new ValidationError('Queries must be an array');
			return value.map((text) => {
				const query = parseQuery(String(text));
				check(query, settings);
				return query;
			});
		},
		fallback: { value: [] }
	};
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

function checkCursor({ values }: Query, _schema: Schema, settings: Settings): void {
	try {
		uid.read(values[0], settings);
	} catch (error) {
		if (!(error instanceof ValidationError)) throw error;
		throw new ValidationError(`Invalid query: Invalid cursor: ${error.message}`);
	}
}

function checkOrder({ attribute }: Query, schema: Schema): void {
	if (schema.has(attribute)) return;
	throw new ValidationError(`Invalid query: Attribute not found in schema: ${attribute}`);
}
