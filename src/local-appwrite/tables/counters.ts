import { GeneralError } from '../core/errors.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { ValidationError, type Param } from '../params/params.ts';
import { nullable, optional, uid } from '../params/validators.ts';
import { findTable } from './definitions/find.ts';
import { rowContext } from './row-call.ts';
import { place, transactionId, writeLimit } from './row-params.ts';
import { countUp, type Step } from './rows/count-up.ts';
import { toRow } from './rows/row-model.ts';
import { key } from './rules/params.ts';
import { rowWrite } from './rules/scopes.ts';
import { TableError } from './store/errors.ts';
import type { Table } from './store/table.ts';
import { findPendingTransaction, stage } from './transactions/open-transaction.ts';
import { RowFault } from './values/row-fault.ts';

/** A number, also as text. */
const numeric: Param<number> = {
	read(value) {
		const isText = typeof value === 'string' && value.trim() !== '';
		const number = typeof value === 'number' || isText ? Number(value) : NaN;
		if (!Number.isNaN(number)) return number;
		throw new ValidationError('Value must be a valid number');
	}
};
const amount = optional(numeric, 1);
const bound = optional<number | null>(nullable(numeric), null);

const path = '/tablesdb/:databaseId/tables/:tableId/rows/:rowId/:column';
const common = { ...place, rowId: uid, column: key, value: amount };

/** `/tablesdb/{databaseId}/tables/{tableId}/rows/{rowId}/{column}/increment`, and `/decrement` */
export const counters = [
	endpoint(
		{
			method: 'PATCH',
			path: `${path}/increment`,
			scopes: rowWrite,
			limit: writeLimit,
			audit: 'rows.update',
			params: { ...common, max: bound, transactionId }
		},
		(call) => count(call, { action: 'increment', bound: call.params.max, limit: 'max' })
	),

	endpoint(
		{
			method: 'PATCH',
			path: `${path}/decrement`,
			scopes: rowWrite,
			limit: writeLimit,
			audit: 'rows.update',
			params: { ...common, min: bound, transactionId }
		},
		(call) => count(call, { action: 'decrement', bound: call.params.min, limit: 'min' })
	)
];

type CountCall = Call & {
	params: {
		databaseId: string;
		tableId: string;
		rowId: string;
		column: string;
		value: number;
		transactionId: string | null;
	};
};

interface Direction {
	action: 'increment' | 'decrement';
	bound: number | null;
	/** The name of the bound. */
	limit: 'max' | 'min';
}

/** Appwrite does not mind here whether the database and the table are enabled. */
function count(call: CountCall, direction: Direction): Response {
	const { c, params, store } = call;
	const { rowId, column, value, transactionId } = params;
	const table = findTable(call);
	if (transactionId !== null) return stageCount(call, table, direction);

	const { action, bound } = direction;
	if (value <= 0) {
		throw new GeneralError('general_argument_invalid', 'Value must be numeric and greater than 0');
	}
	const step = { rowId, column, by: action === 'increment' ? value : -value, bound };
	const row = refuse(step, () => store.transaction(() => countUp(rowContext(call, table), step)));
	return jsonResponse(c, toRow(row, table));
}

function stageCount(call: CountCall, table: Table, { action, bound, limit }: Direction): Response {
	const { rowId, column, value, transactionId } = call.params;
	const transaction = findPendingTransaction(call, transactionId ?? '');
	const data = { column, value, [limit]: bound };
	stage(call, transaction, [{ tableSequence: table.sequence, rowId, action, data }]);
	return jsonResponse(call.c, {
		[column]: value,
		$id: rowId,
		$sequence: '',
		$databaseId: table.databaseId,
		$tableId: table.id
	});
}

function refuse<Result>({ column, by, bound }: Step, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof RowFault)) throw error;
		const about = `tablesDB "${column}"`;
		if (error.kind === 'missing') throw new TableError('column_not_found');
		if (error.kind === 'type') {
			throw new TableError('attribute_type_invalid', `${about} is not a number`);
		}
		if (error.kind !== 'limit') throw error;
		const which = by > 0 ? 'maximum' : 'minimum';
		const message = `${about} has reached the ${which} value of ${bound}`;
		throw new TableError('column_limit_exceeded', message);
	}
}
