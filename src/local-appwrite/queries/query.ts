/** One of the texts in `queries`, as the SDK's `Query` makes them. */
export interface Query {
	method: string;
	attribute: string;
	values: unknown[];
	/** What `and` and `or` join, in the place of values. */
	nested?: Query[];
}
