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

it('answers at once, whatever it is asked', () => {
	const started = performance.now();
	for (const unit of ['a', 'ab', 'a!', '!a', ' ']) isCommonPassword(unit.repeat(128) + 'x');
	expect(performance.now() - started).toBeLessThan(100);
});
