import type { Query } from '../../queries/query.ts';

type Test = (value: unknown, values: unknown[]) => boolean;

const isLess = (one: unknown, other: unknown) => one !== null && Number(one) < Number(other);
const startsWith: Test = (value, [text]) =>
	typeof value === 'string' && value.startsWith(`${text}`);
const endsWith: Test = (value, [text]) => typeof value === 'string' && value.endsWith(`${text}`);

const tests = new Map<string, Test>([
	['equal', (value, values) => values.includes(value)],
	['notEqual', (value, values) => !values.includes(value)],
	[
		'contains',
		(value, values) => Array.isArray(value) && values.some((item) => value.includes(item))
	],
	['startsWith', startsWith],
	['endsWith', endsWith],
	['lessThan', (value, [other]) => isLess(value, other)],
	['lessThanEqual', (value, [other]) => !isLess(other, value)],
	['greaterThan', (value, [other]) => isLess(other, value)],
	['greaterThanEqual', (value, [other]) => !isLess(value, other)],
	['between', (value, [low, high]) => !isLess(value, low) && !isLess(high, value)],
	['isNull', (value) => value === null],
	['isNotNull', (value) => value !== null]
]);

/** Whether a row that is only staged is among those that the queries find. As in Appwrite, other queries do not count. */
export function matchesFilters(row: Record<string, unknown>, queries: Query[]): boolean {
	return queries.every(({ method, attribute, values }) => {
		return tests.get(method)?.(row[attribute] ?? null, values) ?? true;
	});
}
