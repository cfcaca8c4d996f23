import { describe, expect, it } from 'vitest';
import { requestEvent, secretOf, sessionSecret } from '../../../tests/request-event';
import { readSessionCookie, setSessionCookie } from './session-cookie';

describe('readSessionCookie', () => {
	it('reads what Appwrite makes', () => {
		const { event } = requestEvent('http://localhost/', { cookies: { session: sessionSecret } });
		expect(readSessionCookie(event)).toBe(sessionSecret);
	});

	it.each([
		['nothing', ''],
		['a word', 'session'],
		['the text of an unset variable', 'undefined'],
		['an empty object', Buffer.from('{}').toString('base64')],
		['null', Buffer.from('null').toString('base64')],
		['no secret', secretOf('ada', '')],
		['no user', secretOf('', '5e'.repeat(128))],
		['another type', Buffer.from('{"id":1,"secret":{}}').toString('base64')],
		['line breaks', `${sessionSecret}\r\nx-appwrite-key: mine`],
		['a zero byte', `${sessionSecret}\u0000`],
		['an emoji', '🍪'],
		['15 kB', 'A'.repeat(15_000)]
	])('takes %s for no cookie', (_, value) => {
		const { event } = requestEvent('http://localhost/', { cookies: { session: value } });
		expect(readSessionCookie(event)).toBeNull();
	});

	it('looks over https only at the cookie that is bound to this host', () => {
		const cookies = { session: sessionSecret };
		expect(readSessionCookie(requestEvent('https://app.example/', { cookies }).event)).toBeNull();

		const bound = { '__Host-session': sessionSecret };
		const { event } = requestEvent('https://app.example/', { cookies: bound });
		expect(readSessionCookie(event)).toBe(sessionSecret);
	});
});

it('keeps the secret and nothing else', () => {
	const { event, jar } = requestEvent('https://app.example/');
	const session = {
		secret: sessionSecret,
		$createdAt: '2026-01-01T00:00:00.000+00:00',
		expire: '2027-01-01T00:00:00.000+00:00'
	};
	setSessionCookie(event, session);
	expect([...jar]).toEqual([['__Host-session', sessionSecret]]);
});
