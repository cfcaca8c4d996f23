export const indexTypes = ['key', 'fulltext', 'unique', 'spatial'] as const;

/** What somebody asks for. */
export interface NewIndex {
	key: string;
	type: (typeof indexTypes)[number];
	/** Keys of columns. */
	columns: string[];
	/** How much of each is indexed; 0 for all. */
	lengths: number[];
	orders: string[];
}

export interface Index extends NewIndex {
	sequence: number;
	tableSequence: number;
	createdAt: number;
	updatedAt: number;
	status: string;
	error: string;
}
