const LONGEST = 2_000;

/**
 * A path of this site to go to after signing in, or `fallback` for anything else: other origins in every
 * spelling (`//evil`, `/\evil`, `https:evil`), control characters, and what cannot stand in a header.
 * Rules: OWASP Unvalidated Redirects Cheat Sheet; WHATWG URL for what browsers make of backslashes and tabs.
 */
export function safeRedirect(target: unknown, fallback = '/account'): string {
	if (typeof target !== 'string' || target.length > LONGEST) return fallback;
	if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(target)) return fallback;

	const here = 'https://here.invalid';
	if (!URL.canParse(target, here)) return fallback;
	const url = new URL(target, here);
	// `/.//evil` becomes `//evil`, which a browser would read as a host.
	if (url.origin !== here || url.pathname.startsWith('//')) return fallback;
	return url.pathname + url.search + url.hash;
}

/** Where the visitor wants to go in the end, by the `redirectTo` of the page or form. */
export function redirectTarget({ searchParams }: URL, fallback?: string): string {
	return safeRedirect(searchParams.get('redirectTo'), fallback);
}

/** The address of `path` that leads back to `target` in the end. */
export function withRedirectTo(path: string, target: string, more: Record<string, string> = {}) {
	return `${path}?${new URLSearchParams({ redirectTo: target, ...more })}`;
}

/** `target`, a path of this site, with a notice for its page. */
export function withNotice(target: string, notice: string): string {
	const url = new URL(target, 'https://here.invalid');
	url.searchParams.set('notice', notice);
	return url.pathname + url.search + url.hash;
}
