/** One of the texts in `queries`, as the SDK's `Query` makes them. */
export interface Query {
	method: string;
	attribute: string;
	values: unknown[];
	/** What `and` and `or` join, in the place of values. */
	nested?: Query[];
}

/** The filters, and how many values each takes. */
export const filterValues = new Map<string, 'none' | 'one' | 'two' | 'some'>([
	['equal', 'some'],
	['notEqual', 'one'],
	['lessThan', 'one'],
	['lessThanEqual', 'one'],
	['greaterThan', 'one'],
	['greaterThanEqual', 'one'],
	['between', 'two'],
	['notBetween', 'two'],
	['isNull', 'none'],
	['isNotNull', 'none'],
	['startsWith', 'one'],
	['notStartsWith', 'one'],
	['endsWith', 'one'],
	['notEndsWith', 'one'],
	['contains', 'some'],
	['containsAny', 'some'],
	['containsAll', 'some'],
	['notContains', 'some'],
	['search', 'one'],
	['notSearch', 'one']
]);

export function isFilter({ method }: Query): boolean {
	return filterValues.has(method) || method === 'and' || method === 'or';
}
