import type { Cookies } from '@sveltejs/kit';

/** On localhost the cookies of all ports share one jar: without a prefix, other apps there would overwrite ours. */
const PREFIX = 'appwrite-ssr-';

/** `__Host-` binds a cookie to this host and to https (RFC 6265bis §4.1.3.2); over http browsers refuse the prefix. */
export function hostCookieName(url: URL, name: string): string {
	return url.protocol === 'https:' ? `__Host-${PREFIX}${name}` : PREFIX + name;
}

/** The names, without prefixes, of all cookies of this app that the browser has. */
export function hostCookieNames(url: URL, cookies: Cookies): string[] {
	const prefix = hostCookieName(url, '');
	const names = cookies.getAll().map(({ name }) => name);
	return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/** Lax rather than strict, as people come back by links: from a mail, or from a provider that they signed in with. */
export function hostCookieAttributes(url: URL) {
	return {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:'
	} as const;
}
