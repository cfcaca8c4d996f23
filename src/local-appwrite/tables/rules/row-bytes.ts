import { isText, type NewColumn } from '../store/column.ts';
import { LONG_INTEGER } from '../values/value-faults.ts';

/** MariaDB has no room for more in a row. */
export const MOST_BYTES = 65_535;

const SYSTEM_BYTES = 1067;
/** Of a value that lies elsewhere, so that the row only points to it. */
const POINTER_BYTES = 20;
const LONGEST_VARCHAR = 16_381;
const SHORT = 255;

type Measured = Pick<NewColumn, 'type' | 'size' | 'isList'>;

/** How many bytes a row of these columns may take in MariaDB. */
export function rowBytes(columns: Measured[]): number {
	return columns.reduce((total, column) => total + columnBytes(column), SYSTEM_BYTES);
}

function columnBytes(column: Measured): number {
	const { type, size, isList } = column;
	if (isList) return POINTER_BYTES;
	if (isText(column)) return textBytes(size);
	if (type === 'boolean') return 1;
	if (type === 'datetime') return 19;
	return type === 'integer' && size < LONG_INTEGER ? 4 : 8;
}

function textBytes(size: number): number {
	if (size > LONGEST_VARCHAR) return POINTER_BYTES;
	return 4 * size + (size > SHORT ? 2 : 1);
}
