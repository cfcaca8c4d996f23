import type { Param, Params, Values } from '../../params/params.ts';
import { boolean, email, list, optional, range, text } from '../../params/validators.ts';
import type { ColumnType, Format } from '../store/column.ts';
import { anyText, date, filledText, float, integer, ip, url } from './params.ts';

/** One of the addresses at which columns are made and changed. */
export interface ColumnKind {
	/** The end of the address. */
	kind: string;
	type: ColumnType;
	format: Format;
	/** Fixed for this kind; 0 where it is asked for or means nothing. */
	size: number;
	/** Of the default value. */
	standard: Param<unknown>;
	/** What else is asked for, before and after what every column asks for. */
	asksSize?: Param<number>;
	asksBounds?: Param<number>;
	asksElements?: true;
	asksEncryption?: true;
}

const LONGEST_STRING = 1_073_741_824;
const LONGEST_VARCHAR = 16_381;
const MOST_ELEMENTS = 100;
const LONGEST_ELEMENT = 255;

const textKind = { format: '', standard: anyText, asksEncryption: true } as const;

export const columnKinds: ColumnKind[] = [
	{ ...textKind, kind: 'string', type: 'string', size: 0, asksSize: range(1, LONGEST_STRING) },
	{ ...textKind, kind: 'varchar', type: 'varchar', size: 0, asksSize: range(1, LONGEST_VARCHAR) },
	{ ...textKind, kind: 'text', type: 'text', size: 65_535 },
	{ ...textKind, kind: 'mediumtext', type: 'mediumtext', size: 16_777_215 },
	{ ...textKind, kind: 'longtext', type: 'longtext', size: 2_147_483_647 },
	...(['integer', 'bigint'] as const).map((type): ColumnKind => ({
		kind: type,
		type,
		format: 'range',
		size: 0,
		standard: integer,
		asksBounds: integer
	})),
	{ kind: 'float', type: 'double', format: 'range', size: 0, standard: float, asksBounds: float },
	{ kind: 'boolean', type: 'boolean', format: '', size: 0, standard: boolean },
	{ kind: 'datetime', type: 'datetime', format: '', size: 0, standard: date },
	{ kind: 'email', type: 'string', format: 'email', size: 254, standard: email },
	{ kind: 'url', type: 'string', format: 'url', size: 2000, standard: url },
	{ kind: 'ip', type: 'string', format: 'ip', size: 39, standard: ip },
	{
		kind: 'enum',
		type: 'string',
		format: 'enum',
		size: LONGEST_ELEMENT,
		standard: filledText,
		asksElements: true
	}
];

export const elements = list(text(LONGEST_ELEMENT), MOST_ELEMENTS);
export const encrypt = optional(boolean, false);

/** Parameters that some kinds alone ask for: those there are, by their names. */
export function present(params: Record<string, Param<unknown> | undefined>): Params {
	const entries = Object.entries(params).flatMap(([name, param]) => (param ? [[name, param]] : []));
	return Object.fromEntries(entries);
}

/** The values of the parameters of any kind. */
export interface ColumnParams {
	key: string;
	required: boolean;
	default: unknown;
	array?: boolean;
	size?: number | null;
	min?: number | null;
	max?: number | null;
	elements?: string[];
	encrypt?: boolean;
	newKey?: string | null;
}

/** Which of them are there depends on the kind, and so is not known to TypeScript. */
export function columnParams(values: Values<Params>): ColumnParams {
	return values as unknown as ColumnParams;
}
