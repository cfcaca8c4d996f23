import { createId } from '../core/secrets.ts';
import { GeneralError } from '../core/errors.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { accepts } from '../params/accepts.ts';
import { ValidationError } from '../params/params.ts';
import { customId, optional } from '../params/validators.ts';
import { defaultSettings } from '../project/settings.ts';
import { findOpenTable } from './definitions/find.ts';
import { checkCreation, checkGiven, ownPermissions, type Actor } from './permissions/actor.ts';
import { actorOf } from './permissions/caller-actor.ts';
import {
	permissions as permissionsParam,
	rowActions,
	tableActions
} from './permissions/permissions.ts';
import { rowContext } from './row-call.ts';
import { data, manyRows, permissions, place, transactionId, writeLimit } from './row-params.ts';
import { createRows, type NewRow } from './rows/create-row.ts';
import { settableData } from './rows/row-data.ts';
import { refuseFaults } from './rows/row-errors.ts';
import { toRow } from './rows/row-model.ts';
import { writeRows } from './rows/write-rows.ts';
import { rowWrite } from './rules/scopes.ts';
import { TableError } from './store/errors.ts';
import type { Row, Values } from './store/row.ts';
import type { Table } from './store/table.ts';
import { findOpenTransaction, stage } from './transactions/open-transaction.ts';
import { showStaged } from './transactions/staged-view.ts';

interface Sent {
	rowId: string;
	data: Values;
	permissions: string[] | null;
	rows: Values[];
}

/** `POST /tablesdb/{databaseId}/tables/{tableId}/rows`, for one row or, with a key, for many. */
export const rowCreation = [
	endpoint(
		{
			method: 'POST',
			path: '/tablesdb/:databaseId/tables/:tableId/rows',
			scopes: rowWrite,
			limit: writeLimit,
			audit: 'row.create',
			params: {
				...place,
				rowId: optional(customId, ''),
				data,
				permissions,
				rows: optional(manyRows, []),
				transactionId
			}
		},
		(call) => {
			const { c, params } = call;
			checkSent(params);
			const isBulk = params.rows.length > 0;
			const actor = actorOf(call.caller);
			if (isBulk && !actor.isKey) {
				const message =
					'The current user or API key does not have the required scopes to access the requested resource.';
				throw new GeneralError('general_unauthorized_scope', message);
			}
			const table = findOpenTable(call);
			const newRows = isBulk
				? params.rows.map((row) => readBulkRow(call, row))
				: [readSingleRow(call, params, actor)];
			for (const { permissions } of newRows) {
				checkGiven(actor, permissions);
				checkCreation(actor, table.permissions);
			}
			if (params.transactionId !== null) {
				return stageRows(call, { table, newRows, isBulk, transactionId: params.transactionId });
			}

			const rows = insert(call, table, newRows, isBulk ? '' : params.rowId);
			const shown = rows.map((row) => toRow(row, table));
			return jsonResponse(c, isBulk ? { total: rows.length, rows: shown } : (shown[0] ?? {}), 201);
		}
	)
];

/** Throws for anything but a single row with its ID, or several rows. */
function checkSent({ rowId, data, permissions, rows }: Sent): void {
	const [hasData, hasRows] = [data.size > 0, rows.length > 0];
	if (!hasData && !hasRows) throw new TableError('row_missing_data');
	if (hasData && hasRows) {
		throw badRequest('You can only send one of the following parameters: data, rows');
	}
	if (hasData && !rowId) {
		throw new TableError('row_missing_data', 'Row ID is required when creating a single row.');
	}
	if (hasRows && rowId) {
		throw badRequest(
			'Param "rowId" is not allowed when creating multiple rows, set "$id" on each instead.'
		);
	}
	if (hasRows && permissions && permissions.length > 0) {
		throw badRequest(
			'Param "permissions" is disallowed when creating multiple rows, set "$permissions" on each instead'
		);
	}
}

function badRequest(message: string): Error {
	return new GeneralError('general_bad_request', message);
}

function readSingleRow({ clock }: Call, { rowId, data, permissions }: Sent, actor: Actor): NewRow {
	const id = rowId === 'unique()' ? createId(clock.now()) : rowId;
	return { id, data, permissions: permissions ?? ownPermissions(actor) };
}

function readBulkRow({ clock }: Call, data: Values): NewRow {
	const id = data.get('$id') ?? 'unique()';
	if (!accepts(customId, id)) {
		throw badRequest(describe(() => customId.read(id, defaultSettings)));
	}
	const isNew = id === 'unique()';
	const sent = data.get('$permissions') ?? [];
	return {
		id: isNew ? createId(clock.now()) : String(id),
		data,
		permissions: readPermissions(sent)
	};
}

/** Of a row among many. Throws `general_bad_request`. */
export function readPermissions(sent: unknown): string[] {
	if (!accepts(permissionsParam(tableActions), sent)) {
		throw badRequest(describe(() => permissionsParam(tableActions).read(sent, defaultSettings)));
	}
	return permissionsParam(rowActions).read(sent, defaultSettings);
}

function describe(read: () => unknown): string {
	try {
		return String(read());
	} catch (error) {
		if (error instanceof ValidationError) return error.message;
		throw error;
	}
}

/** @param id as it stands in the refusal */
function insert(call: Call, table: Table, newRows: NewRow[], id: string): Row[] {
	const context = rowContext(call, table);
	return refuseFaults(id, () =>
		writeRows(call.store, table, (takeSequence) => createRows(context, newRows, takeSequence))
	);
}

interface Staging {
	table: Table;
	newRows: NewRow[];
	isBulk: boolean;
	transactionId: string;
}

function stageRows(call: Call, { table, newRows, isBulk, transactionId }: Staging): Response {
	const transaction = findOpenTransaction(call, transactionId);
	const { isKey } = actorOf(call.caller);
	const staged = newRows.map(({ id, data, permissions }) => ({
		...Object.fromEntries(settableData(data, isKey)),
		$id: id,
		$permissions: permissions
	}));
	const [single] = staged;
	const operation = {
		tableSequence: table.sequence,
		rowId: isBulk ? null : (single?.$id ?? null),
		action: isBulk ? ('bulkCreate' as const) : ('create' as const),
		data: isBulk ? staged : single
	};
	stage(call, transaction, [operation]);
	if (isBulk) return jsonResponse(call.c, { total: staged.length, rows: [] });
	return jsonResponse(call.c, showStaged(single ?? {}, table), 201);
}
