import { parseDate } from '../core/dates.ts';
import { GeneralError } from '../core/errors.ts';
import { foldText, foldValue } from '../core/fold.ts';
import type { Value } from '../database/database.ts';
import { writeFullText } from './full-text.ts';
import { isFilter, type Query } from './query.ts';
import type { Attribute, Schema } from './schema.ts';

/** A part of a statement, with values only as parameters. */
export interface Sql {
	text: string;
	parameters: Record<string, Value>;
}

/** Puts a value among the parameters and answers what stands for it in the text. */
type Bind = (value: Value) => string;
type Write = (column: string, values: Value[], bind: Bind) => string;

/**
 * The condition that the filters among the queries make, `TRUE` if there are none.
 * Case of letters does not count, as in Appwrite's MariaDB. Throws `general_query_invalid` for a search in an
 * attribute that has no index for it.
 */
export function writeCondition(queries: Query[], schema: Schema): Sql {
	const parameters: Record<string, Value> = {};
	const bind: Bind = (value) => {
		const name = `filter${Object.keys(parameters).length}`;
		parameters[name] = value;
		return `@${name}`;
	};
	return { text: join(queries.filter(isFilter), 'AND', schema, bind), parameters };
}

function join(queries: Query[], word: 'AND' | 'OR', schema: Schema, bind: Bind): string {
	const conditions = queries.map((query) => `(${writeFilter(query, schema, bind)})`);
	return conditions.join(` ${word} `) || 'TRUE';
}

function writeFilter(query: Query, schema: Schema, bind: Bind): string {
	const { method, attribute: name, nested, values } = query;
	if (nested) return join(nested, method === 'or' ? 'OR' : 'AND', schema, bind);

	const attribute = schema.get(name);
	if (attribute?.fullText && searches.includes(method)) {
		return writeSearch(attribute.fullText, method, String(values[0]), bind);
	}
	const write = (attribute?.isList ? listWriters : writers).get(method);
	if (!attribute || !write) {
		const message = `Searching by attribute "${name}" requires a fulltext index.`;
		throw new GeneralError('general_query_invalid', message);
	}
	const isText = attribute.type === 'text' && !attribute.isList && !attribute.folded;
	const stored = values.map((value) => toStored(value, attribute, method));
	return write(attribute.column + (isText ? ' COLLATE NOCASE' : ''), stored, bind);
}

const searches = ['search', 'notSearch'];

function writeSearch(table: string, method: string, search: string, bind: Bind): string {
	const expression = writeFullText(search);
	if (!expression) return method === 'search' ? 'FALSE' : 'TRUE';
	const found = `SELECT rowid FROM ${table} WHERE ${table} MATCH ${bind(expression)}`;
	return `sequence ${method === 'search' ? 'IN' : 'NOT IN'} (${found})`;
}

function toStored(value: unknown, { type, folded }: Attribute, method: string): Value {
	if (type === 'time') return parseDate(String(value), 0) ?? null;
	if (folded) return patterns.has(method) ? foldText(String(value)) : foldValue(String(value));
	if (typeof value === 'string' || typeof value === 'number') return value;
	return value === true;
}

const patterns = new Map<string, Write>([
	['startsWith', like((text) => `${text}%`, 'OR')],
	['notStartsWith', like((text) => `${text}%`, 'AND', 'NOT')],
	['endsWith', like((text) => `%${text}`, 'OR')],
	['notEndsWith', like((text) => `%${text}`, 'AND', 'NOT')],
	['contains', like((text) => `%${text}%`, 'OR')],
	['containsAny', like((text) => `%${text}%`, 'OR')],
	['containsAll', like((text) => `%${text}%`, 'AND')],
	['notContains', like((text) => `%${text}%`, 'AND', 'NOT')]
]);

const writers = new Map<string, Write>([
	...patterns,
	['equal', (column, values, bind) => `${column} IN (${values.map(bind).join(', ')})`],
	['notEqual', compare('<>')],
	['lessThan', compare('<')],
	['lessThanEqual', compare('<=')],
	['greaterThan', compare('>')],
	['greaterThanEqual', compare('>=')],
	['between', between('BETWEEN')],
	['notBetween', between('NOT BETWEEN')],
	['isNull', (column) => `${column} IS NULL`],
	['isNotNull', (column) => `${column} IS NOT NULL`]
]);

/** For columns that hold a JSON list. */
const listWriters = new Map<string, Write>([
	['isNull', (column) => `${column} IS NULL`],
	['isNotNull', (column) => `${column} IS NOT NULL`],
	['contains', hasItem],
	['containsAny', hasItem],
	[
		'containsAll',
		(column, values, bind) => values.map((value) => hasItem(column, [value], bind)).join(' AND ')
	],
	[
		'notContains',
		(column, values, bind) => `${column} IS NOT NULL AND NOT ${hasItem(column, values, bind)}`
	]
]);

function compare(operator: string): Write {
	return (column, values, bind) => `${column} ${operator} ${values.map(bind).join()}`;
}

function between(operator: string): Write {
	return (column, values, bind) => `${column} ${operator} ${values.map(bind).join(' AND ')}`;
}

function like(toPattern: (text: string) => string, word: 'AND' | 'OR', not = ''): Write {
	return (column, values, bind) => {
		const conditions = values.map((value) => {
			const text = String(value).replace(/[\\%_]/g, '\\$&');
			return `${column} ${not} LIKE ${bind(toPattern(text))} ESCAPE '\\'`;
		});
		return conditions.join(` ${word} `);
	};
}

function hasItem(column: string, values: Value[], bind: Bind): string {
	const items = values.map(bind).join(', ');
	return `EXISTS (SELECT 1 FROM json_each(${column}) WHERE value IN (${items}))`;
}
