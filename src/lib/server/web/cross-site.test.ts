import { describe, expect, it } from 'vitest';
import { requestEvent } from '../../../../tests/request-event';
import { isCrossSite } from './cross-site';

const here = 'https://app.example';
const types = [
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x',
	'text/plain',
	'TEXT/PLAIN',
	'application/json',
	'foo/bar',
	null
];

function post(headers: Record<string, string>, type: string | null = null) {
	const all = type === null ? headers : { ...headers, 'content-type': type };
	return requestEvent(`${here}/logout`, { method: 'POST', headers: all }).event;
}

describe.each(types)('a POST of type %s [CS-02]', (type) => {
	it.each<Record<string, string>>([
		{ origin: 'https://evil.example' },
		{ origin: 'http://app.example' },
		{ origin: 'https://app.example:8443' },
		{ origin: 'null' },
		{ 'sec-fetch-site': 'cross-site' },
		{ 'sec-fetch-site': 'same-site' },
		{ origin: here, 'sec-fetch-site': 'cross-site' }
	])('is refused with %j', (headers) => {
		expect(isCrossSite(post(headers, type))).toBe(true);
	});

	it('is taken from this site', () => {
		expect(isCrossSite(post({ origin: here, 'sec-fetch-site': 'same-origin' }, type))).toBe(false);
	});
});

it('takes a client that is no browser', () => expect(isCrossSite(post({}))).toBe(false));

it('lets links from other sites in', () => {
	const headers = { 'sec-fetch-site': 'cross-site' };
	expect(isCrossSite(requestEvent(`${here}/account`, { headers }).event)).toBe(false);
});

it.each(['PUT', 'PATCH', 'DELETE'])('looks at %s too', (method) => {
	const headers = { origin: 'https://evil.example' };
	expect(isCrossSite(requestEvent(`${here}/api/session`, { method, headers }).event)).toBe(true);
});
