import type { Operation } from './operation.ts';

export const textOperations: ReadonlyMap<string, Operation> = new Map([
	[
		'stringConcat',
		{
			findFault({ current, values: [added], column: { size } }) {
				if (typeof added !== 'string') return 'requires a string value';
				const length = Buffer.byteLength(String(current ?? '') + added);
				if (size > 0 && length > size) {
					return `result would exceed maximum length of ${size} characters`;
				}
			},
			apply: ({ current, values }) => String(current ?? '') + String(values[0])
		} satisfies Operation
	],
	[
		'stringReplace',
		{
			findFault({ values }) {
				const fits = values.length === 2 && values.every((value) => typeof value === 'string');
				if (!fits) return 'requires exactly 2 string values (search and replace)';
			},
			apply({ current, values: [search, replacement] }) {
				if (current === null || search === '') return current;
				return String(current).replaceAll(String(search), () => String(replacement));
			}
		} satisfies Operation
	]
]);
