import { expect, it } from 'vitest';
import { refusePersonalPassword } from './personal-password';

const ada = ['Ada Lovelace', 'countess.ada@example.com'];

it.each([
	'ada lovelace 1815',
	'my dear LOVELACE',
	'countess.ada@example.com',
	'x countess.ada x',
	'appwrite rocks'
])('%s is refused, as it is guessed from what is known', (password) => {
	expect(() => refusePersonalPassword(password, ...ada)).toThrow('refused');
});

it.each(['adamant granite', 'example of a password'])('%s is not', (password) => {
	expect(() => refusePersonalPassword(password, ...ada)).not.toThrow();
});

it('nobody is refused for what is not known of them', () => {
	expect(() => refusePersonalPassword('correct horse', '', ' ', 'Bo')).not.toThrow();
});
