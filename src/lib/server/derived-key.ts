import { APPWRITE_API_KEY } from '$app/env/private';
import { createHmac, hkdfSync } from 'node:crypto';

const keys = new Map<string, Buffer>();

/**
 * 32 bytes for one purpose, from the API key: one secret less to set up, the same on every instance, and of no use to
 * find the API key or the key of another purpose (HKDF, RFC 5869).
 */
export function deriveKey(purpose: string): Buffer {
	// Kept, as a login needs them a dozen times and deriving one takes longer than using it.
	const key =
		keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', APPWRITE_API_KEY, '', purpose, 32));
	keys.set(purpose, key);
	return key;
}

/** Stands for a personal text, such as an address, where it is counted or logged: always the same, and not to be guessed. */
export function pseudonym(text: string): string {
	return createHmac('sha256', deriveKey('pseudonyms'))
		.update(text)
		.digest('base64url')
		.slice(0, 22);
}
