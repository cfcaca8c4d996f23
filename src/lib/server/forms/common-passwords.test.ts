import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords';

it.each([
	'12345678',
	'password',
	'Password123!',
	'passwordpassword',
	'  PaSsWoRd  ',
	'p@ssw0rd1',
	'Summer2026!',
	'2026Summer',
	'qwertyuiop',
	'iloveyou iloveyou',
	'aaaaaaaaaaaa',
	'ää ää ää ää',
	'!!!!!!!!',
	'        '
])('%s is common', (password) => {
	expect(isCommonPassword(password)).toBe(true);
});

it.each([
	'correct horse',
	'the password of my neighbour',
	'summer in a small village',
	'test pilots fly low',
	'🐎🔋📎🐴🐎🔋📎🦄',
	'30271946'
])('%s is not', (password) => {
	expect(isCommonPassword(password)).toBe(false);
});

it('a word that is common is so however often it is said, and with whatever around it', () => {
	const signs = fc.string({ unit: fc.constantFrom(...'0123456789!?-_ '), maxLength: 9 });
	fc.assert(
		fc.property(signs, fc.integer({ min: 1, max: 9 }), signs, (before, times, after) => {
			expect(isCommonPassword(before + 'Sunshine'.repeat(times) + after)).toBe(true);
			expect(isCommonPassword(before + 'Sunshinx'.repeat(times) + after)).toBe(false);
		})
	);
});
