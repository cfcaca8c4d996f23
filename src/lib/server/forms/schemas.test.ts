import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { emailForm, newPasswordForm, signupForm } from './schemas';

/** What is said at the fields. */
function complaints(schema: v.GenericSchema, form: Record<string, string>) {
	return v.safeParse(schema, form).issues?.map(({ message }) => message) ?? [];
}

describe('a field that is too long is looked at no further [IN-08]', () => {
	it.each([
		['a common password', newPasswordForm, { password: 'a'.repeat(257) }, 'Use at most 256'],
		['an address that is none', emailForm, { email: 'a'.repeat(255) }, 'too long'],
		['text that becomes long', emailForm, { email: '\ufdfa'.repeat(20) }, 'too long'],
		['text of any kind', emailForm, { email: ' '.repeat(1_025) }, 'too long']
	])('%s', (_, schema, form, words) => {
		expect(complaints(schema, form)).toEqual([expect.stringContaining(words)]);
	});
});

it('each field that is wrong is told', () => {
	const form = { name: ' ', email: 'ada', password: 'short' };
	expect(complaints(signupForm, form)).toHaveLength(3);
});
