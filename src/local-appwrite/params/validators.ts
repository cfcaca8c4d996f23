import type { Feature } from '../core/version.ts';
import { ValidationError, type Param } from './params.ts';

/** Of a MariaDB installation; one on MongoDB takes 255. */
const ID_LENGTH = 36;

export function optional<T>(param: Param<T>, value: T): Param<T> {
	return { ...param, fallback: { value } };
}

/** A parameter that came with a feature; older versions of Appwrite ignore it. */
export function since<T>(feature: Feature, param: Param<T>, value: T): Param<T> {
	return { ...param, feature, fallback: { value } };
}

/** One parameter where this version of Appwrite has a feature, and another one elsewhere. */
export function either<T>(feature: Feature, present: Param<T>, absent: Param<T>): Param<T> {
	return {
		...absent,
		read: (value, settings) =>
			(settings.version.has(feature) ? present : absent).read(value, settings)
	};
}

/** What is asked for, or an explicit null. */
export function nullable<T>({ read, ...param }: Param<T>): Param<T | null> {
	return {
		...param,
		read(value, settings) {
			if (value === null) return null;
			try {
				return read(value, settings);
			} catch (error) {
				throw error instanceof ValidationError
					? new ValidationError(`${error.message} or null`)
					: error;
			}
		}
	};
}

/** What is asked for, or an empty text. */
export function orEmpty({ read, ...param }: Param<string>): Param<string> {
	return { ...param, read: (value, settings) => (value === '' ? '' : read(value, settings)) };
}

/** An id for something new, `unique()` for one that the server makes. */
export const customId: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^([a-zA-Z0-9][\w.-]{0,35}|unique\(\))$/.test(value))
			return value;
		throw new ValidationError(
			`Parameter must contain at most ${ID_LENGTH} chars. Valid chars are a-z, A-Z, 0-9, period, hyphen, and underscore. Can't start with a special char`
		);
	}
};

/** An id of something that may exist. */
export const uid: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^[a-zA-Z0-9][\w.-]{0,35}$/.test(value)) return value;
		throw new ValidationError(
			`UID must contain at most ${ID_LENGTH} chars. Valid chars are a-z, A-Z, 0-9, and underscore. Can't start with a leading underscore`
		);
	}
};

/** Close to PHP's own check: ASCII, a dot in the domain, no stray dots or hyphens. Case is kept. */
export const email: Param<string> = {
	read(value) {
		if (typeof value === 'string' && isEmail(value.trim())) return value.trim();
		throw new ValidationError('Value must be a valid email address');
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

/** Text of `minimum` to `maximum` characters. */
export function text(maximum: number, minimum = 1): Param<string> {
	const atLeast = minimum > 0 ? ` at least ${minimum} chars and` : '';
	return {
		read(value) {
			const length = typeof value === 'string' ? [...value].length : -1;
			if (typeof value === 'string' && length >= minimum && length <= maximum) return value;
			throw new ValidationError(
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
		throw new ValidationError('Value must be a valid object.');
	}
};

/** The same, but an empty object counts as none. */
export const filledAssoc: Param<object> = {
	read(value, settings) {
		const isList = Array.isArray(value);
		const read = assoc.read(value, settings);
		if (isList || Object.keys(read).length > 0) return read;
		throw new ValidationError('Value must be a valid object.');
	}
};

/** A JSON object; a list is none. */
export const jsonObject: Param<object> = {
	read(value) {
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
		throw new ValidationError('Value must be a valid object.');
	}
};

/** Neither `"true"` nor `1` will do. */
export const boolean: Param<boolean> = {
	read(value) {
		if (typeof value === 'boolean') return value;
		throw new ValidationError('Value must be a valid boolean');
	}
};

/** Also as a word or digit; PHP takes any text but `0` for true, and so the text `false` as well. */
export const looseBoolean: Param<boolean> = {
	read(value) {
		if (typeof value === 'boolean') return value;
		if (['true', 'false', '1', '0', 1, 0].some((word) => word === value))
			return Number(value) !== 0;
		throw new ValidationError('Value must be a valid boolean');
	}
};

/** A whole number from `minimum` to `maximum`, also as text. */
export function range(minimum: number, maximum: number): Param<number> {
	const shown = [minimum, maximum].map((limit) => limit.toLocaleString('en')).join(' and ');
	return {
		read(value) {
			const isNumber = typeof value === 'number' || (typeof value === 'string' && value !== '');
			const number = isNumber ? Number(value) : NaN;
			if (Number.isInteger(number) && number >= minimum && number <= maximum) return number;
			throw new ValidationError(`Value must be a valid range between ${shown}`);
		}
	};
}

/** One of these words, in this spelling. */
export function oneOf<Word extends string>(words: readonly Word[]): Param<Word> {
	return {
		read(value) {
			const found = words.find((word) => word === value);
			if (found !== undefined) return found;
			throw new ValidationError(`Value must be one of (${words.join(', ')})`);
		}
	};
}

/** One of these words however it is spelled, which stays as it is. */
export function oneOfAnyCase(words: readonly string[]): Param<string> {
	const lowered = words.map((word) => word.toLowerCase());
	return {
		read(value) {
			if (typeof value === 'string' && lowered.includes(value.toLowerCase())) return value;
			throw new ValidationError(`Value must be one of (${lowered.join(', ')})`);
		}
	};
}

/** A list of at most `maximum` items; its description names what one item should be, whatever is wrong. */
export function list<T>(item: Param<T>, maximum: number): Param<T[]> {
	return {
		read(value, settings) {
			const limit = `Value must a valid array no longer than ${maximum} items`;
			try {
				const fits = Array.isArray(value) && value.length <= maximum;
				// Nothing is no item: reading it says what one is.
				return (fits ? value : [undefined]).map((entry) => item.read(entry, settings));
			} catch (error) {
				throw error instanceof ValidationError
					? new ValidationError(`${limit} and ${error.message}`)
					: error;
			}
		}
	};
}

/** E.164, without the national plans that Appwrite's library knows. */
export const phone: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value)) return value;
		throw new ValidationError(
			"Phone number must start with a '+' can have a maximum of fifteen digits."
		);
	}
};
