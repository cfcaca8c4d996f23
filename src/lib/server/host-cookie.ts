/** `__Host-` binds a cookie to this host and to https (RFC 6265bis §4.1.3.2); over http browsers refuse the prefix. */
export function hostCookieName(url: URL, name: string): string {
	return url.protocol === 'https:' ? `__Host-${name}` : name;
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
