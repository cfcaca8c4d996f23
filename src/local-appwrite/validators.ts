import { Invalid, type Param } from './params.ts';

/** Of a MariaDB installation; one on MongoDB takes 255. */
const ID_LENGTH = 36;

export function optional<T>(param: Param<T>, value: T): Param<T> {
	return { ...param, fallback: { value } };
}

/** An id for something new, `unique()` for one that the server makes. */
export const customId: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^([a-zA-Z0-9][\w.-]{0,35}|unique\(\))$/.test(value))
			return value;
		throw new Invalid(
			`Parameter must contain at most ${ID_LENGTH} chars. Valid chars are a-z, A-Z, 0-9, period, hyphen, and underscore. Can't start with a special char`
		);
	}
};

/** An id of something that may exist. */
export const uid: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^[a-zA-Z0-9][\w.-]{0,35}$/.test(value)) return value;
		throw new Invalid(
			`UID must contain at most ${ID_LENGTH} chars. Valid chars are a-z, A-Z, 0-9, and underscore. Can't start with a leading underscore`
		);
	}
};

/** Close to PHP's own check: ASCII, a dot in the domain, no stray dots or hyphens. Case is kept. */
export const email: Param<string> = {
	read(value) {
		if (typeof value === 'string' && isEmail(value.trim())) return value.trim();
		throw new Invalid('Value must be a valid email address');
	}
};

function isEmail(text: string): boolean {
	const [local = '', domain = '', ...rest] = text.split('@');
	if (rest.length > 0 || local.length > 64 || text.length > 254) return false;
	const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
	const label = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i;
	const labels = domain.split('.');
	return localPart.test(local) && labels.length > 1 && labels.every((part) => label.test(part));
}

/** A password to compare: counted in bytes. */
export const password: Param<string> = {
	read: (value) => readPassword(value, 8)
};

/** A password to set: as strong as the project asks for. */
export const newPassword: Param<string> = {
	read: (value, settings) => readPassword(value, settings.passwordMinimum)
};

function readPassword(value: unknown, minimum: number): string {
	const bytes = typeof value === 'string' ? Buffer.byteLength(value) : 0;
	if (typeof value === 'string' && bytes >= minimum && bytes <= 256) return value;
	throw new Invalid(`Password must be between ${minimum} and 256 characters long.`);
}

/** Text of `minimum` to `maximum` characters. */
export function text(maximum: number, minimum = 1): Param<string> {
	const atLeast = minimum > 0 ? ` at least ${minimum} chars and` : '';
	return {
		read(value) {
			const length = typeof value === 'string' ? [...value].length : -1;
			if (typeof value === 'string' && length >= minimum && length <= maximum) return value;
			throw new Invalid(
				`Value must be a valid string and${atLeast} no longer than ${maximum} chars`
			);
		}
	};
}

/** A JSON object of at most 65535 bytes; PHP cannot tell an empty list from an empty object. */
export const assoc: Param<object> = {
	read(value) {
		const empty = Array.isArray(value) && value.length === 0;
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		if (empty) return {};
		if (isObject && Buffer.byteLength(JSON.stringify(value)) <= 65_535) return value;
		throw new Invalid('Value must be a valid object.');
	}
};
