import { GeneralError } from '../core/errors.ts';
import type { Database, Value } from '../database/database.ts';
import { writeCondition, type Sql } from './conditions.ts';
import { readPage } from './page.ts';
import type { Query } from './query.ts';
import type { Attribute, Schema } from './schema.ts';

/** Appwrite counts no further. */
const MOST_COUNTED = 5000;

/** What a request asks of a list. */
export interface ListRequest {
	queries: Query[];
	/** Whether to count; the total is 0 otherwise. */
	total: boolean;
}

export interface List<Row> {
	total: number;
	rows: Row[];
}

interface Source {
	table: string;
	schema: Schema;
	/** What of it is selected; everything unless said. */
	columns?: string;
	/** The name of a row in `general_cursor_not_found`. */
	noun: string;
	/** The names of an attribute and of several rows in `database_query_order_null`. */
	words?: { attribute: string; rows: string };
	/** A condition beside those of the request. */
	condition?: Sql;
}

type Row = Record<string, Value>;

interface Order {
	/** As the client named it. */
	attribute: string;
	column: string;
	collation: string;
	descending: boolean;
}

/**
 * The rows that are asked for, in order of creation unless asked otherwise, and how many there are without regard to
 * limit, offset and cursor. Throws `general_cursor_not_found`, `database_query_order_null`, `general_query_invalid`.
 */
export function findList<Found>(db: Database, source: Source, request: ListRequest): List<Found> {
	const { table, columns = '*', schema, condition = { text: 'TRUE', parameters: {} } } = source;
	const { queries } = request;
	const filter = writeCondition(queries, schema);
	const where = `(${condition.text}) AND ${filter.text}`;
	const parameters = { ...condition.parameters, ...filter.parameters };

	const cursor = queries.find(({ method }) => method.startsWith('cursor'));
	const backwards = cursor?.method === 'cursorBefore';
	const orders = readOrders(queries, schema, backwards);
	const after = cursor ? writeCursor(orders, findCursorRow(db, source, cursor), source) : undefined;

	const rows = db.all<Found>(
		`SELECT ${columns} FROM ${table} WHERE ${where} AND ${after?.text ?? 'TRUE'}
		ORDER BY ${writeOrders(queries, orders)} LIMIT @limit OFFSET @offset`,
		{ ...parameters, ...after?.parameters, ...readPage(queries) }
	);
	const total = request.total ? count(db, table, { text: where, parameters }) : 0;
	return { total, rows: backwards ? rows.reverse() : rows };
}

function count(db: Database, table: string, { text, parameters }: Sql): number {
	const counted = db.get<{ total: number }>(
		`SELECT COUNT(*) AS total FROM (SELECT 1 FROM ${table} WHERE ${text} LIMIT @most)`,
		{ ...parameters, most: MOST_COUNTED }
	);
	return counted?.total ?? 0;
}

/** The attribute that a list is ordered by; without a name it is the order of creation. */
export function findOrder(schema: Schema, name: string): Attribute | undefined {
	return schema.get(name || '$sequence');
}

/** Rows that are otherwise equal stay in the order of creation. */
function readOrders(queries: Query[], schema: Schema, backwards: boolean): Order[] {
	const asked = queries.flatMap(({ method, attribute: name }) => {
		const attribute = /^order(Asc|Desc)$/.test(method) ? findOrder(schema, name) : undefined;
		if (!attribute) return [];
		const collation = attribute.type === 'text' && !attribute.folded ? 'COLLATE NOCASE' : '';
		const descending = (method === 'orderDesc') !== backwards;
		return [{ attribute: name, column: attribute.column, collation, descending }];
	});
	const bySequence = { attribute: '$sequence', column: 'sequence', collation: '' };
	return [...asked, { ...bySequence, descending: backwards }];
}

function writeOrders(queries: Query[], orders: Order[]): string {
	if (queries.some(({ method }) => method === 'orderRandom')) return 'RANDOM()';
	return orders
		.map(
			({ column, collation, descending }) => `${column} ${collation} ${descending ? 'DESC' : 'ASC'}`
		)
		.join(', ');
}

/** Throws `general_cursor_not_found`. */
export function findCursorRow(
	db: Database,
	{ table, noun }: Pick<Source, 'table' | 'noun'>,
	{ values }: Query
): Row {
	const id = String(values[0]);
	const row = db.get<Row>(`SELECT * FROM ${table} WHERE id = @id`, { id });
	if (row) return row;
	throw new GeneralError(
		'general_cursor_not_found',
		`${noun} '${id}' for the 'cursor' value not found.`
	);
}

/**
 * What comes after the row: greater in one column and equal in all before it. The first column is bounded by itself
 * too, so that an index leads to the place.
 */
function writeCursor(orders: Order[], row: Row, source: Source): Sql {
	const parameters: Record<string, Value> = {};
	const equal: string[] = [];
	const choices = orders.map(({ attribute, column, collation, descending }) => {
		const value = row[column] ?? null;
		if (value === null) {
			throw new GeneralError('database_query_order_null', nullMessage(attribute, source));
		}
		parameters[`cursor_${column}`] = value;

		const isBeyond = `${column} ${descending ? '<' : '>'} @cursor_${column} ${collation}`;
		const choice = [...equal, isBeyond].join(' AND ');
		equal.push(`${column} = @cursor_${column} ${collation}`);
		return `(${choice})`;
	});

	const bounds = orders.slice(0, 1).map(({ column, collation, descending }) => {
		return `${column} ${descending ? '<=' : '>='} @cursor_${column} ${collation}`;
	});
	return { text: `(${bounds.join('')} AND (${choices.join(' OR ')}))`, parameters };
}

function nullMessage(
	name: string,
	{ words: { attribute, rows } = { attribute: 'attribute', rows: 'documents' } }: Source
): string {
	return `The order ${attribute} '${name}' had a null value. Cursor pagination requires all ${rows} order ${attribute} values are non-null.`;
}
