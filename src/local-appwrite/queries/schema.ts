/** An attribute that a list may be asked by. */
export interface Attribute {
	/** Of the database. */
	column: string;
	type: 'text' | 'flag' | 'time' | 'number';
	/** The column is a JSON list. */
	isList?: true;
}

export type Schema = ReadonlyMap<string, Attribute>;

/** The attributes that are named, and those that everything has. */
export function createSchema(attributes: Record<string, Attribute>): Schema {
	return new Map<string, Attribute>([
		...Object.entries(attributes),
		['$id', { column: 'id', type: 'text' }],
		['$createdAt', { column: 'createdAt', type: 'time' }],
		['$updatedAt', { column: 'updatedAt', type: 'time' }],
		['$sequence', { column: 'sequence', type: 'number' }]
	]);
}
