import type { Json } from './scenario.ts';

/** Reads JSON that has to be an object. */
export function parseObject(text: string): Record<string, Json> {
	const value = parseJson(text);
	if (value === null || typeof value !== 'object' || Array.isArray(value)) {
		throw new Error(`an object should stand here: ${text}`);
	}
	return value;
}

export function parseJson(text: string): Json {
	try {
		return JSON.parse(text);
	} catch {
		throw new Error(`this is no JSON: ${text}`);
	}
}
