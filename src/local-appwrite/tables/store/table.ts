import type { Column } from './column.ts';
import type { Index } from './index.ts';

/** What somebody asks for. */
export interface TableSettings {
	name: string;
	permissions: string[];
	/** Whether rows have permissions of their own. */
	rowSecurity: boolean;
	/** Whether anybody but keys can use it. */
	enabled: boolean;
}

/** A table and what it consists of. */
export interface Table extends TableSettings {
	sequence: number;
	id: string;
	databaseId: string;
	databaseSequence: number;
	createdAt: number;
	updatedAt: number;
	columns: Column[];
	indexes: Index[];
}
