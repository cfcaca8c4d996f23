import type { Mismatch } from './match-json.ts';
import { textFits, type Moment } from './placeholders.ts';
import type { ExpectedHeaders } from './scenario.ts';

const ALWAYS_COMPARED = /^(content-type|location|retry-after|x-fallback-cookies|x-ratelimit-.+)$/;

export interface HeaderExpectation {
	expected: ExpectedHeaders;
	absent: string[];
	/** With the rate limits off, of several limits only the last one was recorded. */
	lastLimitOnly: boolean;
}

/** Compares the headers that matter; one of those that is not expected must not be there. */
export function matchHeaders(actual: Headers, expectation: HeaderExpectation, moment: Moment) {
	const { expected, absent, lastLimitOnly } = expectation;
	const isCompared = (name: string) =>
		ALWAYS_COMPARED.test(name) || name in expected.values || absent.includes(name);

	const values: Record<string, string> = {};
	for (const [name, value] of actual) {
		if (isCompared(name)) values[name] = lastLimitOnly ? lastLimit(name, value) : value;
	}
	if (values['content-type']) values['content-type'] = values['content-type'].toLowerCase();

	const cookies = Object.fromEntries(actual.getSetCookie().map(readCookie));
	return [
		...matchTexts(expected.values, values, moment, 'headers'),
		...matchTexts(expected.cookies, cookies, moment, 'set-cookie')
	];
}

function matchTexts(
	expected: Record<string, string>,
	actual: Record<string, string>,
	moment: Moment,
	at: string
): Mismatch[] {
	const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
	return [...names].flatMap((name) => {
		const wanted = expected[name];
		const got = actual[name];
		if (wanted !== undefined && got !== undefined && textFits(wanted, got, moment)) return [];
		return [{ at: `${at}.${name}`, expected: wanted ?? 'nothing', got: got ?? 'nothing' }];
	});
}

function lastLimit(name: string, value: string) {
	return name.startsWith('x-ratelimit-') ? (value.split(', ').at(-1) ?? value) : value;
}

/** `[name, 'value; attributes']`, the attributes in lower case and sorted. */
function readCookie(header: string): [string, string] {
	const [pair = '', ...attributes] = header.split('; ');
	const equals = pair.indexOf('=');
	const sorted = attributes.map((text) => text.replace(/^[^=]+/, (name) => name.toLowerCase()));
	const value = decodeURIComponent(pair.slice(equals + 1));
	return [pair.slice(0, equals), [value, ...sorted.sort()].join('; ')];
}
