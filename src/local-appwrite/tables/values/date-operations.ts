import type { Operand, Operation } from './operation.ts';

const DAY = 24 * 60 * 60 * 1000;

export const dateOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
	['dateAddDays', shift(1)],
	['dateSubDays', shift(-1)],
	['dateSetNow', { apply: ({ now }) => new Date(now) }]
]);

function shift(direction: 1 | -1): Operation {
	return {
		findFault: ({ values: [days] }) =>
			Number.isInteger(days) ? undefined : 'requires an integer number of days',
		apply: ({ current, values: [days] }: Operand) =>
			current instanceof Date
				? new Date(current.getTime() + direction * Number(days) * DAY)
				: current
	};
}
