import { ValidationError } from '../../params/params.ts';
import type { PasswordStrength } from '../../project/settings.ts';

const passwordClasses = [
	{ setting: 'uppercase', rule: 'an uppercase letter', has: /[A-Z]/ },
	{ setting: 'lowercase', rule: 'a lowercase letter', has: /[a-z]/ },
	{ setting: 'number', rule: 'a number', has: /\d/ },
	{ setting: 'symbols', rule: 'a symbol', has: /[^\p{L}\p{N}\s]/u }
] as const;

/** Answers the value if it is a password as strong as this, counted in bytes; `ValidationError` names all that is asked for. */
export function readPassword(value: unknown, { min, ...classes }: PasswordStrength): string {
	const bytes = typeof value === 'string' ? Buffer.byteLength(value) : 0;
	const isLongEnough = bytes >= min && bytes <= 256;
	const asked = passwordClasses.filter(({ setting }) => classes[setting]);
	if (typeof value === 'string' && isLongEnough && asked.every(({ has }) => has.test(value))) {
		return value;
	}

	const rules = [
		`Password must be between ${min} and 256 characters long`,
		...asked.map(({ rule }) => `include ${rule}`)
	];
	throw new ValidationError(`${rules.join(', ')}.`);
}
