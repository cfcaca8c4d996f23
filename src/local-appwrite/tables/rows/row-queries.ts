import { GeneralError } from '../../core/errors.ts';
import { ValidationError } from '../../params/params.ts';
import { parseQuery } from '../../queries/parse.ts';
import { checkQuery, findListCheck, type FindCheck } from '../../queries/queries.ts';
import type { Query } from '../../queries/query.ts';
import type { Schema } from '../../queries/schema.ts';

/** What can be selected though it is no column. */
const systemKeys = ['$id', '$sequence', '$createdAt', '$updatedAt', '$permissions', '$collection'];

/** Reads queries, whatever table they are for. Throws `general_query_invalid`. */
export function parseRowQueries(texts: string[]): Query[] {
	return refuse(() => texts.map(parseQuery));
}

/** Throws `general_query_invalid` for the first query that does not fit a list of rows. */
export function checkRowQueries(queries: Query[], schema: Schema): void {
	const findCheck: FindCheck = (query) =>
		query.method === 'select' ? checkSelect : findListCheck(query);
	refuse(() => queries.forEach((query) => checkQuery(query, schema, findCheck)));
}

/** Of a single row nothing can be asked but which columns to show. */
export function checkRowSelection(queries: Query[], schema: Schema): void {
	const findCheck: FindCheck = ({ method }) => (method === 'select' ? checkSelect : undefined);
	refuse(() => queries.forEach((query) => checkQuery(query, schema, findCheck)));
}

/** Throws `general_query_invalid` for a cursor that is no ID. */
export function checkCursorId(query: Query): void {
	refuse(() => findListCheck(query)?.(query, new Map()), 'Invalid query: ');
}

/** The columns that the queries select; nothing if all are to be shown. */
export function selectedKeys(queries: Query[]): Set<string> | undefined {
	const selects = queries.filter(({ method }) => method === 'select');
	const keys = new Set(selects.flatMap(({ values }) => values.map(String)));
	return keys.size === 0 || keys.has('*') ? undefined : keys;
}

function checkSelect({ values }: Query, schema: Schema): void {
	const fault = findSelectFault(values, schema);
	if (fault) throw new ValidationError(`Invalid query: ${fault}`);
}

function findSelectFault(values: unknown[], schema: Schema): string | undefined {
	if (values.length === 0) return 'No attributes selected';
	if (new Set(values).size < values.length) return 'Duplicate attributes selected';
	const unknown = values.map(String).find((key) => {
		return !schema.has(key) && !systemKeys.includes(key) && key !== '*';
	});
	if (unknown !== undefined) return `Attribute not found in schema: ${unknown}`;
}

/** @param prefix what of the message is left out */
function refuse<Result>(work: () => Result, prefix = ''): Result {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof ValidationError)) throw error;
		const message = error.message.startsWith(prefix)
			? error.message.slice(prefix.length)
			: error.message;
		throw new GeneralError('general_query_invalid', message);
	}
}
