import { accepts } from '../../params/accepts.ts';
import { email } from '../../params/validators.ts';
import type { NewColumn } from '../store/column.ts';
import { rangeFault, textFault } from '../values/value-faults.ts';
import { date, ip, url } from './params.ts';

/** Why the default value of a column that comes along with its table does not fit; nothing if it does. */
export function findStandardFault(column: NewColumn): string | undefined {
	const { key, type, standard } = column;
	if (standard === null) return undefined;
	const say = (what: string, rule: string) =>
		`Default value for ${what} attribute '${key}' must be ${rule}`;

	if (type === 'string') return findTextFault(column);
	if (type === 'boolean') {
		return typeof standard === 'boolean' ? undefined : say('boolean', 'a boolean');
	}
	if (type === 'datetime') {
		if (typeof standard !== 'string') return say('datetime', 'a string in ISO 8601 format');
		return accepts(date, standard) ? undefined : say('datetime', 'in valid ISO 8601 format');
	}
	const name = type === 'double' ? 'float' : type;
	const isNumber = type === 'double' ? typeof standard === 'number' : Number.isInteger(standard);
	if (!isNumber) return say(name, type === 'double' ? 'a number' : 'an integer');
	const isOutside = column.format === 'range' && rangeFault(Number(standard), column);
	if (isOutside) return say(name, `between ${column.minimum} and ${column.maximum}`);
}

function findTextFault({ key, format, size, standard }: NewColumn): string | undefined {
	if (typeof standard !== 'string') {
		return `Default value for string attribute '${key}' must be a string`;
	}
	if (textFault(standard, size)) {
		return `Default value for attribute '${key}' exceeds maximum size of ${size} characters`;
	}
	const say = (what: string, rule: string) =>
		`Default value for ${what} attribute '${key}' must be a valid ${rule}`;
	if (format === 'email' && !accepts(email, standard)) return say('email', 'email address');
	if (format === 'ip' && !accepts(ip, standard)) return say('IP', 'IP address');
	if (format === 'url' && !accepts(url, standard)) return say('URL', 'URL');
}
