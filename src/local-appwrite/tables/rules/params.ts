import { isIP } from 'node:net';
import { parseDate } from '../../core/dates.ts';
import { ValidationError, type Param } from '../../params/params.ts';
import { boolean, customId, nullable, optional, text } from '../../params/validators.ts';
import { dateRule, integerFault, isUrl } from '../values/value-faults.ts';

/** The key of a column or an index. */
export const key: Param<string> = {
	read(value, settings) {
		return customId.read(value === 'unique()' ? '' : value, settings);
	}
};

/** Also the key of what every row has. */
export const keyOrSystem: Param<string> = {
	read(value, settings) {
		const isSystem = ['$id', '$createdAt', '$updatedAt'].some((name) => name === value);
		return isSystem ? String(value) : key.read(value, settings);
	}
};

const LONGEST_NAME = 128;
const LONGEST_SEARCH = 256;

/** Of a database or table. */
export const name = text(LONGEST_NAME);
/** Words to look for in lists of these. */
export const search = optional(text(LONGEST_SEARCH, 0), '');

export const anyText: Param<string> = {
	read(value) {
		if (typeof value === 'string') return value;
		throw new ValidationError('Value must be a valid string');
	}
};

export const filledText: Param<string> = {
	read(value) {
		if (typeof value === 'string' && value !== '') return value;
		throw new ValidationError('Value must be a valid string and at least 1 chars');
	}
};

export const integer: Param<number> = {
	read(value) {
		const fault = integerFault(value, 64);
		if (fault) throw new ValidationError(fault);
		return Number(value);
	}
};

export const float: Param<number> = {
	read(value) {
		if (typeof value === 'number') return value;
		throw new ValidationError('Value must be a valid float');
	}
};

/** A date that names its year. */
export const date: Param<string> = {
	read(value) {
		const isDate = typeof value === 'string' && /(?<!\d)[1-9]\d{3}(?!\d)/.test(value);
		if (isDate && parseDate(value, 0) !== undefined) return value;
		throw new ValidationError(dateRule);
	}
};

export const url: Param<string> = {
	read(value) {
		if (typeof value === 'string' && isUrl(value)) return value;
		throw new ValidationError('Value must be a valid URL');
	}
};

export const ip: Param<string> = {
	read(value) {
		if (typeof value === 'string' && isIP(value)) return value;
		throw new ValidationError('Value must be a valid IP address');
	}
};

export const required = boolean;
export const array = optional(boolean, false);

/** What may be left out or be null. */
export function maybe<T>(param: Param<T>): Param<T | null> {
	return optional<T | null>(nullable(param), null);
}

/** An object or list, also as the text of its JSON. */
export const jsonObject: Param<Map<string, unknown>> = {
	read(value) {
		const parsed = typeof value === 'string' ? parseJson(value) : value;
		if (typeof parsed === 'object' && parsed !== null) return new Map(Object.entries(parsed));
		throw new ValidationError('Value must be a valid JSON string');
	}
};

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
