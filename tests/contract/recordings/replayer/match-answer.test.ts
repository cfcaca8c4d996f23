import { describe, expect, it } from 'vitest';
import { matchAnswer } from './match-answer.ts';
import { parseScenario } from './parse-scenario.ts';
import type { Answer } from './send-request.ts';

const id = '6a60e33b5d66e7f80912';
const json = { 'content-type': 'application/json; charset=UTF-8' };

describe('the body', () => {
	const recorded = `200\n{"$id":"<id>","labels":["a"],"count":"<int>","list":"<array>","map":"<object>"}`;
	const body = { $id: id, labels: ['a'], count: 1, list: [], map: {} };

	it('may have its keys in another order', () => {
		const { $id, ...rest } = body;
		expect(places(recorded, reply({ ...rest, $id }))).toEqual([]);
	});

	it.each([
		['a missing key', { ...body, $id: undefined }, 'body.$id'],
		['an extra key', { ...body, extra: null }, 'body.extra'],
		['an additional element', { ...body, labels: ['a', 'b'] }, 'body.labels[1]'],
		['a missing element', { ...body, labels: [] }, 'body.labels[0]'],
		['another value', { ...body, labels: ['b'] }, 'body.labels[0]'],
		['a number as text', { ...body, count: '1' }, 'body.count'],
		['an object for an array', { ...body, list: {} }, 'body.list'],
		['an array for an object', { ...body, map: [] }, 'body.map']
	])('must not have %s', (_case, changed, place) => {
		expect(places(recorded, reply(changed))).toEqual([place]);
	});

	it('must be empty where nothing is expected', () => {
		expect(places('204', answer(204, {}))).toEqual([]);
		expect(places('200', reply({}))).toEqual(['headers.content-type', 'body']);
	});

	it('says what it is instead of JSON', () => {
		const page = answer(200, json, '<p>oops</p>');
		expect(mismatches(recorded, page)).toEqual([
			{ at: 'body', expected: 'JSON', got: '<p>oops</p>' }
		]);
	});

	it('is a page whose headings or paragraphs contain the text', () => {
		const headers = { 'content-type': 'text/html; charset=utf-8' };
		const recordedPage = `404\nhtml The page you're looking for doesn't exist.`;
		const page = (html: string) => answer(404, headers, html);

		const good = '<p class="x">The page you&#039;re looking for <b>doesn&#39;t</b> exist.</p>';
		expect(places(recordedPage, page(good))).toEqual([]);
		expect(places(recordedPage, page('<title>The page</title>'))).toEqual(['body']);
	});
});

describe('a date with an offset', () => {
	const recorded = '200\n{"expire":"<date+900>"}';
	const inSeconds = (seconds: number) =>
		new Date(Date.now() + seconds * 1000).toISOString().replace('Z', '+00:00');

	it('is as far away as recorded', () => {
		expect(places(recorded, reply({ expire: inSeconds(900) }))).toEqual([]);
		expect(places(recorded, reply({ expire: inSeconds(3600) }))).toEqual(['body.expire']);
		expect(places(recorded, reply({ expire: inSeconds(0) }))).toEqual(['body.expire']);
	});
});

describe('the headers', () => {
	const limits = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' };
	const reset = String((Math.floor(Date.now() / 1000 / 3600) + 1) * 3600);
	const limited = { ...limits, 'x-ratelimit-reset': reset };
	const recorded = '204\nrate-limit: 10 per 3600 s, 9 left';

	it.each([
		['equal', recorded, limited, []],
		[
			'one of another value',
			recorded,
			{ ...limited, 'x-ratelimit-limit': '11' },
			['headers.x-ratelimit-limit']
		],
		['a missing one', recorded, limits, ['headers.x-ratelimit-reset']],
		['one too many', '204', { location: '/x' }, ['headers.location']],
		['one that nobody compares', '204', { server: 'x' }, []],
		['an equal one that is only compared here', '204\nx-own: a', { 'x-own': 'a' }, []],
		[
			'an unequal one that is only compared here',
			'204\nx-own: a',
			{ 'x-own': 'b' },
			['headers.x-own']
		],
		['one that has to be absent', '204\nwithout x-own', { 'x-own': 'b' }, ['headers.x-own']]
	] as [string, string, Record<string, string>, string[]][])(
		'%s',
		(_case, text, headers, expected) => {
			expect(places(text, answer(204, headers))).toEqual(expected);
		}
	);

	it('may repeat a rate limit while the limits are off: the last one counts', () => {
		const repeated = answer(204, { 'retry-after': '1', 'x-ratelimit-limit': '60, 10' });
		const text = '204\nretry-after: 1\nx-ratelimit-limit: 10';

		expect(places(text, repeated)).toEqual([]);
		expect(places(text, repeated, { lastOnly: false })).toEqual(['headers.x-ratelimit-limit']);
	});

	it('compare a cookie by value and attributes', () => {
		const text = '204\nset-cookie: a=x=; httponly; path=/; samesite=None';
		const cookie = (header: string) => answer(204, { 'set-cookie': header });

		expect(places(text, cookie('a=x%3D; Path=/; HttpOnly; SameSite=None'))).toEqual([]);
		expect(places(text, cookie('a=x%3D; Path=/; SameSite=None'))).toEqual(['set-cookie.a']);
		expect(places(text, cookie('b=x%3D; Path=/; HttpOnly; SameSite=None'))).toEqual([
			'set-cookie.a',
			'set-cookie.b'
		]);
	});
});

it('a wrong status shows what came instead', () => {
	const [mismatch] = mismatches('200\n{}', reply({ type: 'user_blocked' }, 403));
	expect(mismatch).toEqual({ at: 'status', expected: '200', got: '403 {"type":"user_blocked"}' });
});

function reply(body: object, status = 200) {
	return answer(status, json, JSON.stringify(body));
}

function answer(status: number, headers: Record<string, string>, text = ''): Answer {
	const now = Date.now();
	return { status, headers: new Headers(headers), text, sentAt: now, receivedAt: now };
}

function places(recorded: string, actual: Answer, limits?: { lastOnly: boolean }) {
	return mismatches(recorded, actual, limits).map(({ at }) => at);
}

function mismatches(recorded: string, actual: Answer, limits = { lastOnly: true }) {
	const { steps } = parseScenario('a.http', `# title\n### step\nGET / as guest\n${recorded}`);
	return steps.flatMap(({ expected }) => matchAnswer(expected, actual, limits.lastOnly));
}
