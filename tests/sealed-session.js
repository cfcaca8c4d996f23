// The session cookie as the app makes it, from Appwrite's secret, for tests that did not sign in by the app. It is
// written out here a second time on purpose: cookies that people have must open after an update, too.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Over http. */
export const SESSION_COOKIE = 'appwrite-ssr-session';

/** What the app of the journeys through a browser seals with. */
export const COOKIE_SECRET = 'the-secret-that-the-journeys-know';

/**
 * @param {string} secret Appwrite's
 * @param {string} key COOKIE_SECRET, or APPWRITE_API_KEY where it is not set
 * @param {object} [more] what else is kept of the session
 */
export function sealSession(secret, key, more = {}) {
	const { id: userId } = JSON.parse(Buffer.from(secret, 'base64').toString());
	const year = 365 * 24 * 60 * 60 * 1000;
	return seal({ secret, userId, until: Date.now() + year, factors: [], ...more }, key);
}

/** @param {unknown} content @param {string} key */
export function seal(content, key, name = 'session') {
	const iv = randomBytes(12);
	const bytes = Buffer.from(hkdfSync('sha256', key, '', 'cookies', 32));
	const cipher = createCipheriv('aes-256-gcm', bytes, iv).setAAD(Buffer.from(`v1.${name}`));
	const text = [iv, cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()];
	return `v1.${Buffer.concat(text).toString('base64url')}`;
}

/**
 * Appwrite's secret in a cookie of the app, `name=value` or the value alone.
 * @param {string} cookie @param {string} key
 */
export function secretOfCookie(cookie, key) {
	return /** @type {string} */ (open(cookie, key).secret);
}

/**
 * The value of the cookie of the same session, of which something is different.
 * @param {string} cookie @param {string} key @param {object} change
 */
export function changeSession(cookie, key, change) {
	return seal({ ...open(cookie, key), ...change }, key);
}

/** @param {string} cookie @param {string} key */
function open(cookie, key) {
	const sealed = Buffer.from(cookie.slice(cookie.indexOf('v1.') + 3), 'base64url');
	const bytes = Buffer.from(hkdfSync('sha256', key, '', 'cookies', 32));
	const decipher = createDecipheriv('aes-256-gcm', bytes, sealed.subarray(0, 12));
	decipher.setAAD(Buffer.from('v1.session')).setAuthTag(sealed.subarray(-16));
	const text =
		decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
	return JSON.parse(text);
}
