import { GeneralError } from '../../core/errors.ts';
import { isNumber, isText, type Column } from '../store/column.ts';
import type { Values } from '../store/row.ts';
import { dateOperations } from './date-operations.ts';
import { listOperations } from './list-operations.ts';
import { numberOperations } from './number-operations.ts';
import type { Operation, Operand } from './operation.ts';
import { structureFault } from './structure.ts';
import { textOperations } from './text-operations.ts';

/** A change of a value that depends on the value, as the SDK's `Operator` makes it. */
export class Operator {
	readonly method: string;
	readonly values: unknown[];

	constructor(method: string, values: unknown[]) {
		this.method = method;
		this.values = values;
	}
}

interface Kind {
	operations: ReadonlyMap<string, Operation>;
	/** What it can be applied to, and the name of that. */
	fits(column: Column): boolean;
	name: string;
}

const kinds: Kind[] = [
	{ operations: numberOperations, fits: (column) => isNumber(column), name: 'numeric' },
	{ operations: listOperations, fits: ({ isList }) => isList, name: 'array' },
	{
		operations: textOperations,
		fits: (column) => isText(column) && !column.isList,
		name: 'string'
	},
	{
		operations: new Map([['toggle', { apply: ({ current }: Operand) => !current }]]),
		fits: ({ type }) => type === 'boolean',
		name: 'boolean'
	},
	{ operations: dateOperations, fits: ({ type }) => type === 'datetime', name: 'datetime' }
];

/** Puts an `Operator` in the place of each text that is the JSON of one. Throws `general_bad_request`. */
export function readOperators(data: Values): Values {
	return new Map([...data].map(([key, value]) => [key, readOperator(key, value)]));
}

function readOperator(key: string, value: unknown): unknown {
	if (typeof value !== 'string' || !value.startsWith('{') || key.startsWith('$')) return value;
	const { method, values = [] } = parseObject(value);
	if (!kinds.some(({ operations }) => operations.has(String(method)))) return value;

	if (!Array.isArray(values)) {
		const message = `Invalid operator for attribute "${key}": Invalid operator values. Must be an array, got ${typeof values}`;
		throw new GeneralError('general_bad_request', message);
	}
	return new Operator(String(method), values);
}

function parseObject(text: string): { method?: unknown; values?: unknown } {
	try {
		return Object(JSON.parse(text));
	} catch {
		return {};
	}
}

/**
 * The value that an operator makes of the present one. Throws a `RowFault` if the column or the operator's values do not
 * allow it.
 * @param now milliseconds since 1970
 */
export function applyOperator(
	{ method, values }: Operator,
	column: Column,
	current: unknown,
	now: number
): unknown {
	const kind = kinds.find(({ operations }) => operations.has(method));
	const operation = kind?.operations.get(method);
	if (!kind || !operation) throw structureFault(`Invalid operator method: ${method}`);
	if (!kind.fits(column)) {
		throw structureFault(
			`Cannot apply ${method} operator to non-${kind.name} field '${column.key}'`
		);
	}

	const operand = { current, values, column, now };
	const fault = operation.findFault?.(operand);
	if (fault) throw structureFault(`Cannot apply ${method} operator: ${fault}`);
	return operation.apply(operand);
}
