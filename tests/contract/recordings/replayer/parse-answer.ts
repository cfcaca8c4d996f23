import models from '../models.json' with { type: 'json' };
import { expandModels } from './models.ts';
import { parseJson, parseObject } from './parse-json.ts';
import type { ExpectedAnswer, ExpectedHeaders, Json, Step } from './scenario.ts';

type HeaderModel = { 'x-fallback-cookies': string; 'set-cookie': Record<string, string> };
const headerModels: Record<string, HeaderModel> = models.headers;
const JSON_TYPE = 'application/json; charset=utf-8';

/** Reads a line behind the expected status. */
export function parseAnswerLine(step: Step, line: string) {
	const { expected } = step;
	if (/^[{[]/.test(line)) return expectJson(expected, parseJson(line));

	const header = /^([a-z-]+): (.*)$/.exec(line);
	if (header?.[1]) return expectHeader(expected.headers, header[1], header[2] ?? '');

	const [word = ''] = line.split(/\s/, 1);
	const rest = line.slice(word.length + 1);
	if (word === 'headers') return expectHeaderModel(expected.headers, rest);
	if (word === 'without') return void expected.absent.push(rest);
	if (word === 'error') return expectError(expected, rest);
	if (word === 'html') return expectHtml(expected, rest);
	if (word === 'text') return void (expected.body = { kind: 'text', value: rest });
	if (word === 'mail') return expectMail(expected, rest);
	if (word === 'no') return expectNoMail(expected, line);
	if (word === 'capture') return addCapture(step, rest);
	if (word in models.bodies) return expectJson(expected, { $is: word, ...parseObject(rest) });
	throw new Error(`"${word}" is no word for an answer`);
}

/** A JSON body has the usual type unless a `content-type` line stands before it. */
function expectJson(expected: ExpectedAnswer, value: Json) {
	expected.headers.values['content-type'] ??= JSON_TYPE;
	expected.body = { kind: 'json', value: expandModels(value) };
}

/** `error user_invalid_token: Invalid token passed in the request.` */
function expectError(expected: ExpectedAnswer, text: string) {
	const [, type, message] = /^(\w+): (.*)$/.exec(text) ?? [];
	if (!type || !message) throw new Error(`an error is "error type: message", not: ${text}`);
	expectJson(expected, { message, code: expected.status, type, version: '1.9.6' });
}

function expectHtml(expected: ExpectedAnswer, text: string) {
	expected.headers.values['content-type'] ??= 'text/html; charset=utf-8';
	expected.body = { kind: 'html', contains: text };
}

function expectHeader(headers: ExpectedHeaders, name: string, value: string) {
	if (name === 'rate-limit') return expectRateLimit(headers, value);
	if (name !== 'set-cookie') {
		headers.values[name] = value;
		return;
	}

	const equals = value.indexOf('=');
	headers.cookies[value.slice(0, equals)] = value.slice(equals + 1);
}

/** `10 per 3600 s, <int> left` are the three headers of a rate limit. */
function expectRateLimit(headers: ExpectedHeaders, text: string) {
	const [, limit, seconds, left] = /^(\d+) per (\d+) s, (\S+) left$/.exec(text) ?? [];
	if (!limit || !left) throw new Error(`a rate limit is "10 per 3600 s, 9 left", not: ${text}`);

	headers.values['x-ratelimit-limit'] = limit;
	headers.values['x-ratelimit-remaining'] = left;
	headers.values['x-ratelimit-reset'] = `<reset:${seconds}>`;
}

function expectHeaderModel(headers: ExpectedHeaders, name: string) {
	const model = headerModels[name];
	if (!model) throw new Error(`no headers are named "${name}"`);

	headers.values['x-fallback-cookies'] = model['x-fallback-cookies'];
	Object.assign(headers.cookies, model['set-cookie']);
}

/** `mail to ADDRESS {"subject": …, "otp" or "link": …}` */
function expectMail(expected: ExpectedAnswer, text: string) {
	const [, to, json] = /^to (\S+) (\{[^]*)$/.exec(text) ?? [];
	if (!to || !json) throw new Error(`a mail is "mail to ADDRESS {…}", not: ${text}`);

	const content = Object.entries(parseObject(json)).map(([name, value]) => [name, String(value)]);
	expected.mail = { to, content: Object.fromEntries(content) };
}

function expectNoMail(expected: ExpectedAnswer, line: string) {
	const [, to] = /^no mail to (\S+)$/.exec(line) ?? [];
	if (!to) throw new Error(`the absence of mail is "no mail to ADDRESS", not: ${line}`);
	expected.mail = { to, content: null };
}

/** `capture NAME = WHERE` */
function addCapture(step: Step, text: string) {
	const [name, where] = text.split(' = ');
	if (!name || !where) throw new Error(`a capture is "capture NAME = WHERE", not: ${text}`);
	step.captures[name] = where;
}
