/** Whether a host is the domain or lies under it. */
export function isWithin(host: string, domain: string): boolean {
	return host === domain || host.endsWith(`.${domain}`);
}

/** Whether passkeys can belong to it: `localhost`, or a domain in lower case that is more than a public suffix. */
export function isRelyingPartyId(text: string): boolean {
	if (text === 'localhost') return true;
	const isDomain = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/.test(text);
	return isDomain && text.length <= 253 && !knownSuffixes.includes(text);
}

/** Of several thousand public suffixes, those that one would try first. */
const knownSuffixes = [
	'co.uk',
	'com.au',
	'co.jp',
	'com.br',
	'github.io',
	'vercel.app',
	'pages.dev'
];

/**
 * An origin of the domain in its canonical form: `https`, without a path, on the domain or under it. `http` only for
 * `localhost`. Nothing if it is no such origin.
 */
export function readOrigin(text: string, domain: string): string | undefined {
	if (!URL.canParse(text)) return undefined;
	const { protocol, hostname, origin } = new URL(text);
	const isLocal = protocol === 'http:' && hostname === 'localhost';
	if ((protocol !== 'https:' && !isLocal) || !isWithin(hostname, domain)) return undefined;
	return isBare(text, protocol) ? origin : undefined;
}

/** Nothing but scheme, host and port, in lower case. */
function isBare(text: string, protocol: string): boolean {
	return text.startsWith(`${protocol}//`) && /^[a-z]+:\/\/[a-z\d.-]+(:\d+)?\/?$/.test(text);
}
