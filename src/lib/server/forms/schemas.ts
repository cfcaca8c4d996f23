import * as v from 'valibot';
import { isCommonPassword } from './common-passwords';
import { FACTORS } from '$lib/factors';

const filled = v.string('Fill in this field.');

/** Where Valibot stops if something before has failed. It would go on with further checks, whatever they cost. */
const stop = v.transform((value: string) => value);

/** Longer than any field may be, also with what stands around it: nothing else is done with what is longer. */
const text = v.pipe(filled, v.maxLength(1_024, 'This is too long.'), stop);

/** One spelling for one box, wherever an address is looked up, counted or mailed to. */
const email = v.pipe(
	text,
	v.normalize('NFKC'),
	v.trim(),
	v.toLowerCase(),
	v.nonEmpty('Enter your email address.'),
	v.maxLength(254, 'This email address is too long.'),
	stop,
	v.rfcEmail('Enter an email address, such as ada@example.com.')
);

const name = v.pipe(
	text,
	v.trim(),
	v.nonEmpty('Enter your name.'),
	v.maxLength(128, 'Use at most 128 characters.')
);

/**
 * Exactly as typed: no trimming, no case, no rules of composition (NIST SP 800-63B-4 §3.1.1.2). Appwrite counts
 * bytes, 8 to 256; people count characters.
 */
const newPassword = v.pipe(
	filled,
	v.maxBytes(256, 'Use at most 256 characters; letters with accents and emoji count for more.'),
	stop,
	v.minGraphemes(8, ({ received }) => `Use at least 8 characters. This has ${received}.`),
	stop,
	v.check(
		(password) => !isCommonPassword(password),
		'This is one of the passwords that are tried first. Several words are harder to guess.'
	)
);

/** A password to compare has no rules but the one that bounds the work. */
const password = v.pipe(
	filled,
	v.nonEmpty('Enter your password.'),
	v.maxBytes(256, 'This password is too long.')
);

/** Appwrite's form of an ID. It becomes a part of a path, in which `..` would be another address. */
const id = v.pipe(text, v.regex(/^[a-z0-9][\w.-]{0,254}$/i, 'This is no ID.'));

/** Who has no password yet sends none. */
const currentPassword = v.optional(
	v.pipe(filled, v.maxBytes(256, 'This password is too long.')),
	''
);

/** As in a mail or a text message, from where it may bring spaces along. */
const code = v.pipe(
	text,
	v.transform((typed) => typed.replace(/[\s-]/g, '')),
	v.regex(/^\d{6}$/, 'Enter the six digits of the code.')
);

/** E.164, whatever stands between the digits: that is how Appwrite wants it. */
const phone = v.pipe(
	text,
	v.transform((typed) => typed.replace(/[\s()./-]/g, '').replace(/^00/, '+')),
	v.nonEmpty('Enter your phone number.'),
	v.regex(/^\+[1-9]\d{6,14}$/, 'Begin with + and the country, such as +44 20 7946 0123.')
);

/** Of an app, a mail, a text message, or from the list of recovery codes; spaces are for the eye. */
const secondFactorCode = v.pipe(
	text,
	v.transform((typed) => typed.replace(/[\s-]/g, '').toLowerCase()),
	v.nonEmpty('Enter the code.'),
	v.maxLength(32, 'This code is too long.')
);

/** Names the mailed link that the form is for. Only pages of this site send it. */
const link = v.optional(v.pipe(filled, v.maxLength(64, 'This is too long.')), '');

export const loginForm = v.object({ email, password });
export const signupForm = v.object({ name, email, password: newPassword });
export const nameForm = v.object({ name });
export const emailForm = v.object({ email });
export const phoneForm = v.object({ phone });
export const emailChangeForm = v.object({ email, password });
export const phoneChangeForm = v.object({ phone, password });
export const passwordChangeForm = v.object({ password: currentPassword, newPassword });
export const newPasswordForm = v.object({ password: newPassword, link });
export const linkForm = v.object({ link });
export const codeForm = v.object({ code });

/** A button and nothing else. */
export const emptyForm = v.object({});
export const deviceForm = v.object({ sessionId: id });
export const connectionForm = v.object({ identityId: id });
export const deletionForm = v.object({
	/** Not asked of who has none. */
	password: v.optional(v.pipe(filled, v.maxBytes(256, 'This password is too long.')), ''),
	confirm: v.pipe(
		text,
		v.trim(),
		v.toLowerCase(),
		v.literal('delete', 'Type the word delete to confirm.')
	)
});
export const passwordForm = v.object({ password });
export const factorForm = v.object({ factor: v.picklist(FACTORS, 'Choose one of these.') });
export const secondFactorForm = v.object({ code: secondFactorCode });
