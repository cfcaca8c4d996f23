import { ValidationError, type Param } from '../../params/params.ts';
import { bulkActions, rowActions, type NewOperation } from '../store/transactions.ts';

/** An operation as a client sends it. */
export interface SentOperation {
	databaseId: string;
	tableId: string;
	action: NewOperation['action'];
	rowId?: string;
	data: Record<string, unknown>;
}

const required = ['databaseId', 'action', 'tableId'];
const actions = [...rowActions, ...bulkActions];

/** The operations to stage in a transaction. */
export const operations: Param<SentOperation[]> = {
	read(value) {
		if (!Array.isArray(value)) throw new ValidationError('Value must a valid array');
		return value.map((item) => {
			const fault = findFault(item);
			if (fault) throw new ValidationError(`Value must a valid array and ${fault}`);
			return { ...item, data: item.data ?? {} };
		});
	},
	fallback: { value: [] }
};

function findFault(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return 'Value must be an array';
	const sent = new Map<string, unknown>(Object.entries(value));
	const missing = required.find((key) => !sent.has(key));
	if (missing) return `Missing required key: ${missing}`;
	const empty = required.find((key) => !isFilled(sent.get(key)));
	if (empty) return `Key '${empty}' must be a non‑empty string`;

	const action = actions.find((known) => known === sent.get('action'));
	if (!action) return `Key 'action' must be one of: ${actions.join(', ')}`;
	return findRowIdFault(sent, action) ?? findDataFault(sent, action);
}

function findRowIdFault(sent: Map<string, unknown>, action: string): string | undefined {
	const isNeeded = rowActions.some((known) => known === action);
	if (isNeeded && !sent.has('rowId')) return `Key 'rowId' is required for action '${action}'`;
	if (sent.has('rowId') && !isFilled(sent.get('rowId'))) {
		return `Key 'rowId' must be a non-empty string`;
	}
}

function findDataFault(sent: Map<string, unknown>, action: string): string | undefined {
	if (!sent.has('data')) return action === 'delete' ? undefined : 'Missing required key: data';
	const value = sent.get('data');
	if (!isObject(value)) return `Key 'data' must be an array`;

	const data = new Map<string, unknown>(Object.entries(value));
	if (action === 'bulkUpdate' || action === 'bulkDelete') {
		if (!data.has('queries')) return `Key 'queries' is required in data for ${action}`;
		if (!isObject(data.get('queries'))) return `Key 'queries' must be an array for ${action}`;
	}
	if (action === 'bulkUpdate') {
		if (!data.has('data')) return `Key 'data' is required in data for ${action}`;
		if (!isObject(data.get('data'))) return `Key 'data.data' must be an array for ${action}`;
	}
	if (action === 'increment' || action === 'decrement') {
		if (!data.has('column')) return `Key 'column' is required in data for ${action}`;
		const isNumber = !data.has('value') || isNumeric(data.get('value'));
		if (!isNumber) return `Key 'value' must be a numeric value for ${action}`;
	}
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function isFilled(value: unknown): boolean {
	return typeof value === 'string' && value.trim() !== '';
}

function isNumeric(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}
