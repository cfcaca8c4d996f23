import { describe, expect, it } from 'vitest';
import { textFits } from './placeholders.ts';

const sentAt = Date.parse('2026-01-31T12:00:00.000Z');
const moment = { sentAt, receivedAt: sentAt + 40 };

const hex256 = 'a0'.repeat(128);
const wrap = (secret: string) =>
	Buffer.from(JSON.stringify({ id: 'ada', secret })).toString('base64');

const cases: [placeholder: string, fits: string, doesNot: string[]][] = [
	['<id>', '6a60e33b5d66e7f80912', ['6a60e33b5d66e7f8091', '6A60E33B5D66E7F80912']],
	['<hex:6>', 'a0b1c2', ['a0b1c', 'a0b1c22', 'A0B1C2']],
	['<base32:4>', 'AZ27', ['AZ2', 'AZ01', 'az27']],
	['<otp>', '012345', ['12345', '1234567', 'abcdef']],
	['<token>', 'client-1_a', ['', 'a b', 'a&b']],
	['<jwt>', 'eyJh.eyJ1.s-_1', ['eyJh.eyJ1', 'eyJh.eyJ1.']],
	['<phrase>', 'Reliable ice cream', ['Brave', '', 'Brave  island']],
	['<argon2>', '$argon2id$v=19$m=65536,t=4,p=3$c2FsdA$aGFzaA', ['$2b$10$abc', 'secret']],
	['<string>', '', []],
	['<user-agent-field>', 'GNU/Linux', []],
	['<int>', '-7', ['7.5', '', 'x']],
	['<digits>', '12', ['-1', '1.5', '']],
	['<ip>', '2001:db8::1', ['10.0.0', 'nonsense']],
	['<about:31536000>', '31535995', ['31535994', '31536006']],
	['<reset:3600>', String(sentAt / 1000 + 3600), [String(sentAt / 1000), '3600']],
	[
		'<date>',
		'1999-01-31T12:00:00.000+00:00',
		['1999-01-31 12:00:00.000', '1999-99-31T12:00:00.000+00:00']
	],
	[
		'<date+900>',
		'2026-01-31T12:15:29.000+00:00',
		['2026-01-31T12:15:31.000+00:00', '2026-01-31T12:14:29.000+00:00']
	],
	['<sql-date>', '2026-01-31 12:00:00.000', ['2026-01-31T12:00:00.000+00:00']],
	['<sql-date+60>', '2026-01-31 12:01:00.000', ['2026-01-31 12:00:00.000']],
	[
		'<url-date+60>',
		'2026-01-31T12%3A01%3A00.000%2B00%3A00',
		['2026-01-31T12:01:00.000+00:00', '2026-01-31T12%3A02%3A00.000%2B00%3A00']
	],
	[
		'<cookie-date>',
		'Tue, 23-Nov-2027 09:19:27 GMT',
		['2027-11-23', 'Tue, 99-Nov-2027 09:19:27 GMT']
	],
	['<session-secret>', wrap(hex256), [wrap('a0'), hex256, '']],
	['<session-secret:64>', wrap('a0'.repeat(32)), [wrap(hex256)]],
	['<phone-secret>', wrap('012345'), ['012345', wrap('a0')]]
];

describe.each(cases)('%s', (placeholder, fits, doesNot) => {
	it(`fits ${fits.slice(0, 40) || 'an empty text'}`, () => {
		expect(textFits(placeholder, fits, moment)).toBe(true);
	});

	it.each(doesNot)('does not fit "%s"', (text) => {
		expect(textFits(placeholder, text, moment)).toBe(false);
	});
});

it('takes a placeholder for what it is inside of a longer text', () => {
	const expected = 'http://localhost/?userId=<id>&secret=<hex:4>';

	expect(textFits(expected, `http://localhost/?userId=${'0'.repeat(20)}&secret=abcd`, moment)).toBe(
		true
	);
	expect(textFits(expected, `http://localhostX?userId=${'0'.repeat(20)}&secret=abcd`, moment)).toBe(
		false
	);
	expect(
		textFits(expected, `http://localhost/?userId=${'0'.repeat(20)}&secret=abcd&x`, moment)
	).toBe(false);
});

it('takes a word in angle brackets that is no placeholder literally', () => {
	expect(textFits('Ada <b>', 'Ada <b>', moment)).toBe(true);
	expect(textFits('Ada <b>', 'Ada b', moment)).toBe(false);
});
