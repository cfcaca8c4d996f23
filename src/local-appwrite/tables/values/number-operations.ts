import type { Operand, Operation } from './operation.ts';

const LARGEST = 2_147_483_647;

type Calculate = (current: number, value: number) => number;
type Bound = (result: number, bound: number) => number;

/** Each with what keeps its result within the operator's second value. */
export const numberOperations: ReadonlyMap<string, Operation> = new Map([
	['increment', calculation((current, value) => current + value, Math.min)],
	['decrement', calculation((current, value) => current - value, Math.max)],
	['multiply', calculation((current, value) => current * value, Math.min)],
	['divide', calculation((current, value) => current / value, Math.max)],
	['modulo', calculation((current, value) => current % value)],
	['power', calculation((current, value) => current ** value, Math.min)]
]);

function calculation(calculate: Calculate, bound?: Bound): Operation {
	const result = ({ current, values: [value, limit], column }: Operand): number => {
		const free = calculate(Number(current ?? 0), Number(value));
		const bounded = bound && typeof limit === 'number' ? bound(free, limit) : free;
		return column.type === 'double' ? bounded : Math.round(bounded);
	};

	return {
		findFault(operand) {
			const [value, limit] = operand.values;
			if (!isNumeric(value)) return `value must be numeric, got ${typeof value}`;
			if (calculate(1, 0) === Infinity && Number(value) === 0) return 'division by zero';
			if (Number.isNaN(calculate(1, Number(value)))) return 'modulo by zero';
			if ((limit ?? null) !== null && !isNumeric(limit)) {
				return `max/min limit must be numeric, got ${typeof limit}`;
			}
			if (operand.column.type !== 'integer') return undefined;
			if (result(operand) > LARGEST) return `would overflow maximum value of ${LARGEST}`;
			if (result(operand) < -LARGEST) return `would underflow minimum value of ${-LARGEST}`;
		},
		apply: result
	};
}

function isNumeric(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}
