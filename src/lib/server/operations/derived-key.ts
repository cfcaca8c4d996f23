import { APPWRITE_API_KEY, COOKIE_SECRET } from '$app/env/private';
import { createHmac, hkdfSync } from 'node:crypto';

const keys = new Map<string, Buffer>();

/**
 * 32 bytes for one purpose, from the API key: one secret less to set up, the same on every instance, and no help in
 * finding the API key or the key of another purpose (HKDF, RFC 5869).
 */
export function deriveKey(purpose: string, secret = APPWRITE_API_KEY): Buffer {
	const name = `${purpose} ${secret}`;
	// Kept: deriving a key takes longer than using it, and a login needs a dozen.
	const key = keys.get(name) ?? Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
	keys.set(name, key);
	return key;
}

/**
 * The keys of sealed cookies, newest first: the first seals, each opens. From COOKIE_SECRET, or from the API key where
 * it is not set, so that replacing the API key then signs everybody out.
 */
export function cookieKeys(): Buffer[] {
	return keysOfApp('cookies');
}

/** The same for the proof that the owner of an address has looked through the ways into an account. */
export function ownerProofKeys(): Buffer[] {
	return keysOfApp('owner proofs');
}

function keysOfApp(purpose: string): Buffer[] {
	const secrets = COOKIE_SECRET.length > 0 ? COOKIE_SECRET : [APPWRITE_API_KEY];
	return secrets.map((secret) => deriveKey(purpose, secret));
}

/** Stands for a personal text, such as an address, where it is counted or logged: always the same, and not to be guessed. */
export function pseudonym(text: string): string {
	return createHmac('sha256', deriveKey('pseudonyms'))
		.update(text)
		.digest('base64url')
		.slice(0, 22);
}
