import * as v from 'valibot';
import { pseudonym } from '$lib/server/operations/derived-key';

const code = v.pipe(v.string(), v.regex(/^\d{6}$/));
/** How Appwrite shows the code of a text message to a key, in base64: as if it were the secret of a session. */
const texted = v.pipe(v.string(), v.parseJson(), v.object({ secret: code }));

/**
 * Stands for the code that was sent to `to`, in a sealed cookie, so that only this very code is taken: Appwrite takes any
 * that it has sent to the user, whatever it was for and whatever address or number they had then.
 *
 * @param secret of Appwrite's answer to the key
 * @returns empty where Appwrite does not show the code
 */
export function markSentCode(to: string, secret: string): string {
	if (v.is(code, secret)) return mark(to, secret);
	const { success, output } = v.safeParse(texted, Buffer.from(secret, 'base64').toString('utf8'));
	return success ? mark(to, output.secret) : '';
}

/** Whether `typed` is the code that was sent to `to`, as far as that is known. */
export function isSentCode(to: string, typed: string, sent: string): boolean {
	return sent === '' || sent === mark(to, typed);
}

function mark(to: string, typed: string): string {
	return pseudonym(`code ${to} ${typed}`);
}
