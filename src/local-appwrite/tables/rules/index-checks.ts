import { isText, type NewColumn } from '../store/column.ts';
import { errorAbout, TableError } from '../store/errors.ts';
import type { NewIndex } from '../store/index.ts';

/** MariaDB indexes no more characters than these. */
const LONGEST = 768;
const SYSTEM_KEYS = ['$id', '$createdAt', '$updatedAt'];
const ID_LENGTH = 255;

type Indexed = Pick<NewColumn, 'key' | 'type' | 'size' | 'isList'>;

/** What every row has can be indexed too. */
const systemColumns: Indexed[] = [
	{ key: '$id', type: 'string', size: ID_LENGTH, isList: false },
	{ key: '$createdAt', type: 'datetime', size: 0, isList: false },
	{ key: '$updatedAt', type: 'datetime', size: 0, isList: false }
];

/** Throws `column_unknown`, `index_invalid` for columns that cannot be in an index. */
export function checkIndexed(index: NewIndex, columns: Indexed[]): void {
	for (const key of index.columns) {
		const column = columns.find((candidate) => candidate.key === key);
		if (!column && !SYSTEM_KEYS.includes(key)) throw errorAbout('column_unknown', key);
		if (column) checkNoList(column);
	}
}

export function checkNoList({ isList }: Indexed): void {
	if (!isList) return;
	const message = 'Creating indexes on array attributes is not currently supported.';
	throw new TableError('index_invalid', message);
}

/** Throws `column_index_invalid` if the columns do not make an index of its type. */
export function checkIndex(index: NewIndex, columns: Indexed[]): void {
	const fault = findFault(index, [...columns, ...systemColumns]);
	if (fault) throw new TableError('column_index_invalid', fault);
}

function findFault({ columns: keys, type, lengths }: NewIndex, all: Indexed[]): string | undefined {
	const columns = keys.flatMap((key) => all.filter((column) => column.key === key));
	const unknown = keys.find((key) => !columns.some((column) => column.key === key));
	if (unknown !== undefined) return `Invalid index attribute "${unknown}" not found`;
	if (columns.length === 0) return 'No attributes provided for index';
	if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length) {
		return 'Duplicate attributes provided';
	}
	if (type === 'fulltext') return findTypeFault(columns);
	if (type === 'spatial') return findSpatialFault(columns);
	return findLengthFault(columns, lengths);
}

function findTypeFault(columns: Indexed[]): string | undefined {
	const other = columns.find((column) => !isText(column));
	return (
		other && `Attribute "${other.key}" cannot be part of a fulltext index, must be of type string`
	);
}

/** There are no columns of places here. */
function findSpatialFault([column, ...more]: Indexed[]): string | undefined {
	if (!column || more.length > 0) return 'Spatial index must have exactly one attribute';
	return `Spatial index can only be created on spatial attributes (point, linestring, polygon). Attribute "${column.key}" is of type "${column.type}"`;
}

function findLengthFault(columns: Indexed[], lengths: number[]): string | undefined {
	if (lengths.length > columns.length) {
		return 'Invalid index lengths. Count of lengths must be equal or less than the number of attributes.';
	}
	let total = 0;
	for (const [position, column] of columns.entries()) {
		const asked = lengths[position] ?? 0;
		const size = isText(column) ? column.size : 1;
		if (asked > 0 && !isText(column)) {
			return `Cannot set a length on "${column.type}" attributes`;
		}
		if (asked < 0) return `Negative index length provided for ${column.key}`;
		if (asked > size) {
			return `Index length ${asked} is larger than the size for ${column.key}: ${size}"`;
		}
		total += asked || size;
	}
	if (total > LONGEST) return `Index length is longer than the maximum: ${LONGEST}`;
}
