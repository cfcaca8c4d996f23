import type { Value } from '../../database/database.ts';

const textTypes = ['string', 'varchar', 'text', 'mediumtext', 'longtext'] as const;
const numberTypes = ['integer', 'bigint', 'double'] as const;

export type ColumnType =
	(typeof textTypes)[number] | (typeof numberTypes)[number] | 'boolean' | 'datetime';

/** What the values of a column must be beside its type; `range` for numbers with bounds. */
export type Format = '' | 'email' | 'url' | 'ip' | 'enum' | 'range';

/** What somebody asks for. */
export interface NewColumn {
	key: string;
	type: ColumnType;
	format: Format;
	/** Most characters of a text; bytes of an integer; 0 for all else. */
	size: number;
	required: boolean;
	isList: boolean;
	encrypt: boolean;
	/** The value of a row that brings none; `null` for none. */
	standard: unknown;
	/** Of an enum. */
	elements: string[];
	minimum: number | null;
	maximum: number | null;
}

export interface Column extends NewColumn {
	sequence: number;
	tableSequence: number;
	createdAt: number;
	updatedAt: number;
	status: string;
	error: string;
}

export type ColumnEntry = Record<keyof Column, Value>;

export function isText({ type }: Pick<Column, 'type'>): boolean {
	return textTypes.some((text) => text === type);
}

export function isNumber({ type }: Pick<Column, 'type'>): boolean {
	return numberTypes.some((number) => number === type);
}

/** Texts are compared without case and accents, so a second column holds them like that. */
export function isFolded(column: Pick<Column, 'type' | 'isList'>): boolean {
	return isText(column) && !column.isList;
}

export function toEntry(column: NewColumn) {
	const { standard, elements, ...rest } = column;
	return { ...rest, standard: JSON.stringify(standard), elements: JSON.stringify(elements) };
}

export function fromEntry(entry: ColumnEntry): Column {
	const column = entry as unknown as Column;
	return {
		...column,
		required: Boolean(entry.required),
		isList: Boolean(entry.isList),
		encrypt: Boolean(entry.encrypt),
		standard: JSON.parse(String(entry.standard)),
		elements: JSON.parse(String(entry.elements))
	};
}
