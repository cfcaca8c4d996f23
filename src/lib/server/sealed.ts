import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { cookieKeys } from './derived-key';

const CIPHER = 'aes-256-gcm';
/** Bytes. */
const IV = 12;
const TAG = 16;
/** Names the format; a cookie of a later one opens nowhere else. */
const VERSION = 'v1.';
/** Characters. A browser sends no longer cookie, and nothing longer is worth the work. */
const LONGEST = 4_096;

/**
 * Encrypts and signs `content` (JSON) so that only this app reads it, and only under the same `name`.
 * @param minLength characters to which the text is padded, so that its length says nothing of the content
 */
export function seal(name: string, content: unknown, minLength = 0): string {
	const [key] = cookieKeys();
	if (!key) throw new Error('There is no key to seal with.');
	const iv = randomBytes(IV);
	const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(VERSION + name));
	const text = cipher.update(JSON.stringify(content).padEnd(minLength), 'utf8');
	const bytes = Buffer.concat([iv, text, cipher.final(), cipher.getAuthTag()]);
	return VERSION + bytes.toString('base64url');
}

/** What was sealed under this name with one of today's keys; `null` for anything else. */
export function unseal(name: string, sealed: string): unknown {
	if (!sealed.startsWith(VERSION) || sealed.length > LONGEST) return null;
	const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url');
	if (bytes.length <= IV + TAG) return null;
	for (const key of cookieKeys()) {
		const content = open(key, name, bytes);
		if (content !== null) return content;
	}
	return null;
}

function open(key: Buffer, name: string, bytes: Buffer): unknown {
	try {
		const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG });
		decipher.setAAD(Buffer.from(VERSION + name)).setAuthTag(bytes.subarray(-TAG));
		const text = decipher.update(bytes.subarray(IV, -TAG), undefined, 'utf8');
		return JSON.parse(text + decipher.final('utf8'));
	} catch {
		return null;
	}
}
