import { textFits, type Moment } from './placeholders.ts';
import type { Json } from './scenario.ts';

/** One place where an answer is not the expected one; both sides as the reader should see them. */
export interface Mismatch {
	at: string;
	expected: string;
	got: string;
}

const A_NUMBER = /^<(int|about:\d+|reset:\d+)>$/;

/** Compares a whole JSON value: arrays by length and order, objects by their keys, in any order. */
export function matchJson(expected: Json, actual: Json, moment: Moment, at: string): Mismatch[] {
	if (typeof expected === 'string') {
		return stringFits(expected, actual, moment) ? [] : [mismatch(at, expected, actual)];
	}
	if (Array.isArray(expected)) {
		if (!Array.isArray(actual)) return [mismatch(at, expected, actual)];
		const length = Math.max(expected.length, actual.length);
		const indices = Array.from({ length }, (_, index) => index);
		return indices.flatMap((i) => matchPart(expected[i], actual[i], moment, `${at}[${i}]`));
	}
	if (isObject(expected)) {
		if (!isObject(actual)) return [mismatch(at, expected, actual)];
		const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
		return [...keys].flatMap((key) =>
			matchPart(expected[key], actual[key], moment, `${at}.${key}`)
		);
	}
	return expected === actual ? [] : [mismatch(at, expected, actual)];
}

function matchPart(
	expected: Json | undefined,
	actual: Json | undefined,
	moment: Moment,
	at: string
) {
	if (expected === undefined || actual === undefined) return [mismatch(at, expected, actual)];
	return matchJson(expected, actual, moment, at);
}

function stringFits(expected: string, actual: Json, moment: Moment) {
	if (expected === '<array>') return Array.isArray(actual);
	if (expected === '<object>') return isObject(actual);
	if (A_NUMBER.test(expected)) {
		return typeof actual === 'number' && textFits(expected, String(actual), moment);
	}
	return typeof actual === 'string' && textFits(expected, actual, moment);
}

function isObject(value: Json): value is { [key: string]: Json } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mismatch(at: string, expected: Json | undefined, got: Json | undefined): Mismatch {
	return { at, expected: show(expected), got: show(got) };
}

function show(value: Json | undefined) {
	return value === undefined ? 'nothing' : JSON.stringify(value);
}
