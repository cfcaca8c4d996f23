import type { Operand, Operation } from './operation.ts';

/** Items are compared as texts, as MariaDB does when it takes a list apart. */
export const listOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
	['arrayAppend', { apply: (operand) => [...itemsOf(operand), ...operand.values] }],
	['arrayPrepend', { apply: (operand) => [...operand.values, ...itemsOf(operand)] }],
	[
		'arrayInsert',
		{
			findFault(operand) {
				const [index] = operand.values;
				const { length } = itemsOf(operand);
				if (operand.values.length !== 2) return 'requires exactly 2 values (index and value)';
				if (!Number.isInteger(index) || Number(index) < 0) {
					return 'index must be a non-negative integer';
				}
				if (Number(index) > length) {
					return `index ${index} is out of bounds for array of length ${length}`;
				}
			},
			apply: (operand) =>
				itemsOf(operand).toSpliced(Number(operand.values[0]), 0, operand.values[1])
		}
	],
	[
		'arrayRemove',
		{
			findFault: ({ values }) => (values.length > 0 ? undefined : 'requires a value to remove'),
			apply: (operand) =>
				itemsOf(operand).filter((item) => String(item) !== String(operand.values[0]))
		}
	],
	['arrayUnique', { apply: (operand) => [...new Set(itemsOf(operand))] }],
	['arrayIntersect', { apply: (operand) => itemsOf(operand).filter((item) => has(operand, item)) }],
	['arrayDiff', { apply: (operand) => itemsOf(operand).filter((item) => !has(operand, item)) }],
	[
		'arrayFilter',
		{
			findFault({ values: [condition] }) {
				if (typeof condition !== 'string') return 'condition must be a string';
				if (!conditions.has(condition)) return `unknown condition '${condition}'`;
			},
			apply(operand) {
				const [condition, value] = operand.values;
				const keep = conditions.get(String(condition));
				return itemsOf(operand).filter((item) => keep?.(item, value));
			}
		}
	]
]);

const conditions = new Map<string, (item: unknown, value: unknown) => boolean>([
	['equal', (item, value) => String(item) === String(value)],
	['notEqual', (item, value) => String(item) !== String(value)],
	['greaterThan', (item, value) => Number(item) > Number(value)],
	['greaterThanEqual', (item, value) => Number(item) >= Number(value)],
	['lessThan', (item, value) => Number(item) < Number(value)],
	['lessThanEqual', (item, value) => Number(item) <= Number(value)],
	['isNull', (item) => item === null],
	['isNotNull', (item) => item !== null]
]);

function itemsOf({ current }: Operand): unknown[] {
	return Array.isArray(current) ? current : [];
}

function has({ values }: Operand, item: unknown): boolean {
	return values.some((value) => String(value) === String(item));
}
