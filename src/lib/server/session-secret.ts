import * as v from 'valibot';

/** As Appwrite makes it, 420 characters at a 36-character user ID; with room for the longest ID (255). */
const LONGEST = 1_024;

const contents = v.object({
	id: v.pipe(v.string(), v.nonEmpty()),
	secret: v.pipe(v.string(), v.minLength(16))
});

/** Whether this can be a secret of Appwrite's: base64 of `{"id":…,"secret":…}`. */
export function isSessionSecret(value: string): boolean {
	if (value.length > LONGEST || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
	try {
		return v.is(contents, parse(value));
	} catch {
		return false;
	}
}

/** The user's ID in a secret that `isSessionSecret` holds for. */
export function sessionUserId(secret: string): string {
	return v.parse(contents, parse(secret)).id;
}

function parse(secret: string): unknown {
	return JSON.parse(Buffer.from(secret, 'base64').toString('utf8'));
}
