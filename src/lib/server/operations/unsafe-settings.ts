import { dev } from '$app/env';
import {
	APPWRITE_ALLOW_HTTP,
	APPWRITE_ENDPOINT,
	ORIGIN,
	ORIGIN_ALLOW_HTTP
} from '$app/env/private';

/** Stops the start where others could read secrets on their way. What else can be wrong with a setting is in `src/env.ts`. */
export function refuseUnsafeSettings() {
	const problems: string[] = [];
	if (isPlain(APPWRITE_ENDPOINT) && !APPWRITE_ALLOW_HTTP)
		problems.push(describe('APPWRITE_ENDPOINT', 'the API key', 'APPWRITE_ALLOW_HTTP'));
	// The dev server has its own address, and is for this machine.
	if (!dev && isPlain(ORIGIN) && !ORIGIN_ALLOW_HTTP)
		problems.push(describe('ORIGIN', 'every password', 'ORIGIN_ALLOW_HTTP'));

	if (!dev && process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
		problems.push(
			'NODE_TLS_REJECT_UNAUTHORIZED: Lets anybody pretend to be Appwrite. Name your own authority in NODE_EXTRA_CA_CERTS.'
		);

	if (problems.length > 0) throw new Error(problems.join('\n'));
}

function isPlain(address: string): boolean {
	const { protocol, hostname } = new URL(address);
	return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function describe(name: string, secret: string, flag: string): string {
	return (
		`${name}: Is http, so ${secret} and every session would travel unencrypted. ` +
		`Use https, or set ${flag}=true on a network that you trust.`
	);
}
