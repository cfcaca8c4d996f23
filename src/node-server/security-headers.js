/**
 * What every response says to the browser, whoever answers: pages, files, redirects, refusals. A page replaces the
 * policy by its own, which svelte.config.js writes. Rule: OWASP ASVS 5.0, chapter 3.4.
 * @param {string} [origin] ORIGIN: over https, browsers are told to stay there
 * @returns {Map<string, string>}
 */
export function securityHeaders(origin = '') {
	const headers = new Map([
		['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
		['cross-origin-opener-policy', 'same-origin'],
		['cross-origin-resource-policy', 'same-origin'],
		['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
		['referrer-policy', 'same-origin'],
		['x-content-type-options', 'nosniff'],
		['x-frame-options', 'DENY']
	]);
	if (origin.startsWith('https:')) {
		headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
	}
	return headers;
}
