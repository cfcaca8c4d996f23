import type { RequestEvent } from '@sveltejs/kit';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request that may change something comes from another site. Asks the browser in both ways it
 * tells (`Origin`, `Sec-Fetch-Site`) and for every content type; SvelteKit looks at forms only. A client
 * that sends neither is no browser, so it holds nobody's cookie but its own.
 * Rule: OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata" with Origin as the second line.
 */
export function isCrossSite({ request, url }: RequestEvent): boolean {
	if (SAFE_METHODS.includes(request.method)) return false;

	const origin = request.headers.get('origin');
	if (origin !== null && origin !== url.origin) return true;
	const site = request.headers.get('sec-fetch-site');
	return site !== null && site !== 'same-origin' && site !== 'none';
}
