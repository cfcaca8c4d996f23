import { GeneralError } from '../../core/errors.ts';
import { accepts } from '../../params/accepts.ts';
import type { ColumnType, Format, NewColumn } from '../store/column.ts';
import { LONG_INTEGER } from '../values/value-faults.ts';
import { findStandardFault } from './inline-defaults.ts';
import { key } from './params.ts';

/** A definition as the client sent it. */
type Sent = ReadonlyMap<string, unknown>;

const types: ColumnType[] = ['string', 'integer', 'bigint', 'double', 'boolean', 'datetime'];
const formats: Format[] = ['', 'email', 'enum', 'ip', 'url'];
const LONGEST_STRING = 1_073_741_824;
const LONGEST_ELEMENT = 255;
const [LOWEST, HIGHEST] = [-(2 ** 63), 2 ** 63];

/** The columns that come along with a new table. Throws `general_argument_invalid`. */
export function readInlineColumns(definitions: Sent[]): NewColumn[] {
	const keys = new Set<unknown>();
	return definitions.map((sent, position) => {
		const fault = findKeyFault(sent, position, keys) ?? findFault(sent);
		if (fault) throw new GeneralError('general_argument_invalid', fault);
		keys.add(sent.get('key'));
		return toColumn(sent);
	});
}

function findKeyFault(sent: Sent, position: number, taken: Set<unknown>): string | undefined {
	for (const field of ['key', 'type']) {
		if ((sent.get(field) ?? null) !== null) continue;
		return `Attribute at index ${position} is missing required field '${field}'`;
	}
	const name = sent.get('key');
	if (!accepts(key, name)) {
		return `Invalid key for attribute at index ${position}: Parameter must contain at most 36 chars. Valid chars are a-z, A-Z, 0-9, period, hyphen, and underscore. Can't start with a special char`;
	}
	if (taken.has(name)) return `Duplicate attribute key: ${name}`;
}

function findFault(sent: Sent): string | undefined {
	const name = sent.get('key');
	const type = String(sent.get('type'));
	if (!types.some((known) => known === type)) {
		return `Invalid type for attribute '${name}': ${type}`;
	}
	return (
		findTextFault(sent) ??
		findFlagFault(sent) ??
		findBoundsFault(sent) ??
		findStandardFault(toColumn(sent)) ??
		findElementsFault(sent)
	);
}

function findTextFault(sent: Sent): string | undefined {
	const name = sent.get('key');
	const size = sent.get('size') ?? 0;
	const format = sent.get('format') ?? '';
	const isString = sent.get('type') === 'string';
	if (!Number.isInteger(size)) return `Invalid size for attribute '${name}': must be an integer`;
	if (isString && (Number(size) < 1 || Number(size) > LONGEST_STRING)) {
		return `Invalid or missing size for string attribute '${name}'. Size must be between 1 and ${LONGEST_STRING}`;
	}
	if (format === '') return undefined;
	if (!isString) return `Format is only allowed for string type for attribute '${name}'`;
	if (!formats.some((known) => known === format)) {
		return `Invalid format for attribute '${name}': ${format}`;
	}
}

function findFlagFault(sent: Sent): string | undefined {
	const name = sent.get('key');
	for (const flag of ['required', 'array', 'signed']) {
		if (['boolean', 'undefined'].includes(typeof sent.get(flag))) continue;
		return `Invalid '${flag}' value for attribute '${name}': must be a boolean`;
	}
	if ((sent.get('default') ?? null) === null) return undefined;
	for (const flag of ['required', 'array']) {
		if (sent.get(flag) !== true) continue;
		return `Attribute '${name}' cannot have a default value when ${flag} is true`;
	}
}

function findBoundsFault(sent: Sent): string | undefined {
	const [minimum, maximum] = [sent.get('min') ?? null, sent.get('max') ?? null];
	if (minimum === null && maximum === null) return undefined;
	if (!['integer', 'bigint', 'double'].includes(String(sent.get('type')))) {
		return `Attribute '${sent.get('key')}': min/max can only be used with integer, bigint or float types`;
	}
	if (minimum !== null && maximum !== null && Number(minimum) > Number(maximum)) {
		return `Attribute '${sent.get('key')}': minimum value must be less than or equal to maximum value`;
	}
}

function findElementsFault(sent: Sent): string | undefined {
	if (sent.get('format') !== 'enum') return undefined;
	const name = sent.get('key');
	const elements = sent.get('elements');
	if (!Array.isArray(elements) || elements.length === 0) {
		return `Attribute '${name}' with enum format must have 'elements' array`;
	}
	for (const [position, element] of elements.entries()) {
		const place = `Enum element at index ${position} for attribute '${name}'`;
		if (typeof element !== 'string' || !element) return `${place} must be a non-empty string`;
		if (element.length > LONGEST_ELEMENT) {
			return `${place} exceeds maximum length of ${LONGEST_ELEMENT} characters`;
		}
	}
	const standard = sent.get('default') ?? null;
	if (standard !== null && !elements.includes(standard)) {
		return `Default value for enum attribute '${name}' must be one of the provided elements`;
	}
}

function toColumn(sent: Sent): NewColumn {
	const type = String(sent.get('type')) as ColumnType;
	const [minimum, maximum] = [sent.get('min') ?? null, sent.get('max') ?? null];
	const hasBounds = minimum !== null || maximum !== null;
	const [lowest, highest] =
		type === 'double' ? [-Number.MAX_VALUE, Number.MAX_VALUE] : [LOWEST, HIGHEST];
	const elements = sent.get('elements');
	return {
		key: String(sent.get('key')),
		type,
		format: hasBounds ? 'range' : ((sent.get('format') ?? '') as Format),
		size: type === 'bigint' ? LONG_INTEGER : Number(sent.get('size') ?? 0),
		required: sent.get('required') === true,
		isList: sent.get('array') === true,
		encrypt: false,
		standard: sent.get('default') ?? null,
		elements: Array.isArray(elements) ? elements.map(String) : [],
		minimum: hasBounds ? Number(minimum ?? lowest) : null,
		maximum: hasBounds ? Number(maximum ?? highest) : null
	};
}
