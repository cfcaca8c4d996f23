import { ValidationError } from '../params/params.ts';
import type { Query } from './query.ts';

/** All that Appwrite knows, but for places and vectors, of which users have none. */
const methods = [
	...['equal', 'notEqual', 'lessThan', 'lessThanEqual', 'greaterThan', 'greaterThanEqual'],
	...['between', 'notBetween', 'isNull', 'isNotNull'],
	...['startsWith', 'notStartsWith', 'endsWith', 'notEndsWith', 'search', 'notSearch'],
	...['contains', 'containsAny', 'containsAll', 'notContains', 'and', 'or'],
	...['select', 'orderAsc', 'orderDesc', 'orderRandom'],
	...['limit', 'offset', 'cursorAfter', 'cursorBefore']
];

/** Reads a query; throws `ValidationError` if it is none, whatever list it is meant for. */
export function parseQuery(text: string): Query {
	return readQuery(parseJson(text));
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ValidationError('Invalid query: Syntax error');
	}
}

function readQuery(value: unknown): Query {
	if (typeof value !== 'object' || value === null) throw wrongType('', 'an array', value);

	const fields = new Map<string, unknown>(Object.entries(value));
	const method = fields.get('method') ?? '';
	const attribute = fields.get('attribute') ?? '';
	const values = fields.get('values') ?? [];

	if (typeof method !== 'string') throw wrongType(' method', 'a string', method);
	if (!methods.includes(method)) {
		throw new ValidationError(`Invalid query method: ${method}`);
	}
	if (typeof attribute !== 'string') throw wrongType(' attribute', 'a string', attribute);
	if (!Array.isArray(values)) throw wrongType(' values', 'an array', values);

	const isGroup = method === 'and' || method === 'or';
	if (isGroup) return { method, attribute, values: [], nested: values.map(readQuery) };
	return { method, attribute, values };
}

function wrongType(part: string, right: string, value: unknown): ValidationError {
	return new ValidationError(`Invalid query${part}. Must be ${right}, got ${nameType(value)}`);
}

/** The name that PHP has for the type of a value from JSON. */
function nameType(value: unknown): string {
	if (value === null) return 'NULL';
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'double';
	return typeof value === 'object' ? 'array' : typeof value;
}
