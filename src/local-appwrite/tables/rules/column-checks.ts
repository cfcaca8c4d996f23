import { GeneralError } from '../../core/errors.ts';
import type { NewColumn } from '../store/column.ts';
import { errorAbout, TableError } from '../store/errors.ts';
import type { Table } from '../store/table.ts';
import { rangeFault, textFault } from '../values/value-faults.ts';
import { MOST_BYTES, rowBytes } from './row-bytes.ts';

/** SQLite has no more than 2000 columns, and a text takes two of them. */
const MOST_COLUMNS = 990;
const SHORTEST_ENCRYPTED = 150;

type Checked = Pick<NewColumn, 'format' | 'minimum' | 'maximum' | 'elements' | 'size' | 'standard'>;

/** Throws `column_value_invalid` if the column's own values contradict each other. */
export function checkValues(column: Checked): void {
	const fault = findFault(column);
	if (fault) throw new TableError('column_value_invalid', fault);
}

function findFault(column: Checked): string | undefined {
	const { format, minimum, maximum, elements, size, standard } = column;
	if (format === 'range' && Number(minimum) > Number(maximum)) {
		return 'Minimum value must be lesser than maximum value';
	}
	if (standard === null) return undefined;
	if (format === 'range') return rangeFault(Number(standard), column);
	if (format === 'enum') {
		return elements.includes(String(standard)) ? undefined : 'Default value not found in elements';
	}
	if (format === '' && typeof standard === 'string' && size > 0) return textFault(standard, size);
}

/** Throws `general_bad_request` if the values are to be encrypted, but are too short for it. */
export function checkEncryption({ encrypt, size }: NewColumn): void {
	if (!encrypt || size >= SHORTEST_ENCRYPTED) return;
	const message = `Size too small. Encrypted strings require a minimum size of ${SHORTEST_ENCRYPTED} characters.`;
	throw new GeneralError('general_bad_request', message);
}

/** A default is for rows that bring no value, and these bring one or have a list. */
export function checkDefault({ required, isList, standard }: NewColumn): void {
	if (standard === null) return;
	if (required) throw defaultError('required column');
	if (isList) throw defaultError('array columns');
}

function defaultError(what: string) {
	return new TableError('column_default_unsupported', `Cannot set default value for ${what}`);
}

/** Throws `column_limit_exceeded` if a row of these columns would be too wide. */
export function checkWidth(table: Table, columns: NewColumn[]): void {
	if (columns.length <= MOST_COLUMNS && rowBytes(columns) <= MOST_BYTES) return;
	throw errorAbout('column_limit_exceeded', table.id);
}
