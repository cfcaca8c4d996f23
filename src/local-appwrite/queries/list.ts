import { GeneralError } from '../core/errors.ts';
import type { Database, Value } from '../database/database.ts';
import { writeCondition, type Sql } from './conditions.ts';
import { readPage } from './page.ts';
import type { Query } from './query.ts';
import type { Schema } from './schema.ts';

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
	/** The name of a row in `general_cursor_not_found`. */
	noun: string;
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
	const { table, schema, condition = { text: 'TRUE', parameters: {} } } = source;
	const { queries } = request;
	const filter = writeCondition(queries, schema);
	const where = `(${condition.text}) AND ${filter.text}`;
	const parameters = { ...condition.parameters, ...filter.parameters };

	const cursor = queries.find(({ method }) => method.startsWith('cursor'));
	const backwards = cursor?.method === 'cursorBefore';
	const orders = readOrders(queries, schema, backwards);
	const after = cursor ? writeCursor(orders, findCursorRow(db, source, cursor)) : undefined;

	const rows = db.all<Found>(
		`SELECT * FROM ${table} WHERE ${where} AND ${after?.text ?? 'TRUE'}
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

/** Rows that are otherwise equal stay in the order of creation. */
function readOrders(queries: Query[], schema: Schema, backwards: boolean): Order[] {
	const asked = queries.flatMap(({ method, attribute: name }) => {
		const attribute = /^order(Asc|Desc)$/.test(method) ? schema.get(name) : undefined;
		if (!attribute) return [];
		const collation = attribute.type === 'text' ? 'COLLATE NOCASE' : '';
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

function findCursorRow(db: Database, { table, noun }: Source, { values }: Query): Row {
	const id = String(values[0]);
	const row = db.get<Row>(`SELECT * FROM ${table} WHERE id = @id`, { id });
	if (row) return row;
	throw new GeneralError(
		'general_cursor_not_found',
		`${noun} '${id}' for the 'cursor' value not found.`
	);
}

/** What comes after the row: greater in one column and equal in all before it. */
function writeCursor(orders: Order[], row: Row): Sql {
	const parameters: Record<string, Value> = {};
	const equal: string[] = [];
	const choices = orders.map(({ attribute, column, collation, descending }) => {
		const value = row[column] ?? null;
		if (value === null) throw new GeneralError('database_query_order_null', nullMessage(attribute));
		parameters[`cursor_${column}`] = value;

		const isBeyond = `${column} ${descending ? '<' : '>'} @cursor_${column} ${collation}`;
		const choice = [...equal, isBeyond].join(' AND ');
		equal.push(`${column} = @cursor_${column} ${collation}`);
		return `(${choice})`;
	});
	return { text: `(${choices.join(' OR ')})`, parameters };
}

function nullMessage(attribute: string): string {
	return `The order attribute '${attribute}' had a null value. Cursor pagination requires all documents order attribute values are non-null.`;
}
