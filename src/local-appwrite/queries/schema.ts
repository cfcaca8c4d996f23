/** An attribute that a list may be asked by. */
export interface Attribute {
	/** Of the database. */
	column: string;
	/** A `sequence` is an integer that Appwrite writes as text. */
	type: 'text' | 'flag' | 'time' | 'number' | 'float' | 'sequence';
	/** The column is a JSON list. */
	isList?: boolean;
	/** The column holds text as `foldValue` makes it. */
	folded?: boolean;
	/** Nobody can ask by what is encrypted. */
	encrypted?: boolean;
	/** The FTS5 table that holds its words, by the sequence of the row. */
	fullText?: string;
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
