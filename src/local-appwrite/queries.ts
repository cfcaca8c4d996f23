import { checkQuery, type Schema } from './query-rules.ts';
import { Invalid, type Param } from './params.ts';

/** One of the JSON texts in `queries`, as the SDK's `Query` class makes them. */
export interface Query {
	method: string;
	attribute: string;
	/** Of `and` and `or`: queries in turn. */
	values: unknown[];
}

/** The queries of a list, in which the attributes of `schema` may be asked for. */
export function queries(schema: Schema): Param<Query[]> {
	return {
		read: (value) => readQueries(value).map((query) => checkQuery(query, schema)),
		fallback: { value: [] }
	};
}

function readQueries(value: unknown): Query[] {
	if (!Array.isArray(value)) throw new Invalid('Queries must be an array');
	return value.map((text) => readQuery(parseJson(text)));
}

function parseJson(text: unknown): unknown {
	try {
		return JSON.parse(String(text));
	} catch {
		throw new Invalid('Invalid query: Invalid query: Syntax error');
	}
}

function readQuery(value: unknown): Query {
	if (typeof value !== 'object' || value === null) {
		throw new Invalid(`Invalid query: Invalid query. Must be an array, got ${phpType(value)}`);
	}

	const { method, attribute, values } = { method: '', attribute: '', values: [], ...value };
	if (typeof method !== 'string') refuseType('method', 'a string', method);
	if (!methods.has(method)) throw new Invalid(`Invalid query: Invalid query method: ${method}`);
	if (typeof attribute !== 'string') refuseType('attribute', 'a string', attribute);
	if (!Array.isArray(values)) refuseType('values', 'an array', values);

	const isNested = method === 'and' || method === 'or';
	return { method, attribute, values: isNested ? values.map(readQuery) : values };
}
