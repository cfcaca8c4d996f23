import { GeneralError } from '../core/errors.ts';
import type { Feature } from '../core/version.ts';
import type { Settings } from '../project/settings.ts';

/** One declared parameter. */
export interface Param<T> {
	/** Answers the value to go on with, or throws `ValidationError`. */
	read(value: unknown, settings: Settings): T;
	/** Present only for an optional parameter: what stands in for an absent one. */
	fallback?: { value: T };
	/** Versions of Appwrite without it ignore the parameter. */
	feature?: Feature;
}

export type Params = Record<string, Param<unknown>>;

export type Values<P extends Params> = {
	[Name in keyof P]: P[Name] extends Param<infer T> ? T : never;
};

/** Says what a parameter should have been; the description goes to the client word for word. */
export class ValidationError extends Error {}

/**
 * Reads the declared parameters in their order; the first that is missing or invalid is a 400
 * `general_argument_invalid`. Others that were sent are ignored.
 */
export function readParams<P extends Params>(
	declared: P,
	sent: Map<string, unknown>,
	settings: Settings
): Values<P> {
	const entries = Object.entries(declared).map(([name, param]) => [
		name,
		readParam(name, param, sent, settings)
	]);
	return Object.fromEntries(entries);
}

function readParam<T>(
	name: string,
	{ read, fallback, feature }: Param<T>,
	sent: Map<string, unknown>,
	settings: Settings
): T {
	const isKnown = !feature || settings.version.has(feature);
	if (!sent.has(name) || !isKnown) {
		if (fallback) return fallback.value;
		throw new GeneralError('general_argument_invalid', `Param "${name}" is not optional.`);
	}

	const value = sent.get(name);
	// Appwrite leaves a null unchecked where it could have been absent, and fails over it if none was foreseen.
	if (value === null && fallback?.value === null) return fallback.value;
	if (value === null && fallback) throw new GeneralError('general_unknown');

	try {
		return read(value, settings);
	} catch (error) {
		if (!(error instanceof ValidationError)) throw error;
		const message = `Invalid \`${name}\` param: ${error.message}`;
		throw new GeneralError('general_argument_invalid', message);
	}
}
