/** Signing in, and all about who is signed in. Appwrite keeps its users in one place, whatever the path. */
export const SIGN_IN = 'account';

const PROVIDER = 'oauth2 ';
const OAUTH_START = /\/account\/tokens\/oauth2\/([^/]+)$/;

/** What stands in paths that this app and products call, beside IDs. */
const WORDS = new Set(
	`
	account users anonymous argon2 authenticators bcrypt challenges consents email factors identities impersonator jwts
	labels logs magic-url md5 memberships mfa name oauth2 password phone phpass prefs recovery recovery-codes scrypt
	scrypt-modified sessions sha status targets token tokens verification verifications
	avatars buckets collections databases documents download executions files functions health locale messages messaging
	ping preview rows storage subscribers tables tablesdb teams topics transactions version view
	`
		.trim()
		.split(/\s+/)
);

/**
 * The part of Appwrite that answers at an address, which can fail by itself: the first segment of its path. The start at
 * an OAuth2 provider is one for each provider, as Appwrite may ask that provider first.
 */
export function serviceOf({ pathname }: URL): string {
	const [, provider] = OAUTH_START.exec(pathname) ?? [];
	if (provider) return PROVIDER + provider;
	const [first = ''] = segmentsOf(pathname);
	return first === 'users' ? SIGN_IN : first;
}

/** Whether this service is the start at an OAuth2 provider. */
export function isProviderStart(service: string): boolean {
	return service.startsWith(PROVIDER);
}

/** Method and path for the log, without IDs: `DELETE /account/sessions/:id`. */
export function routeOf(method: string, { pathname }: URL): string {
	const segments = segmentsOf(pathname).map((segment) => (WORDS.has(segment) ? segment : ':id'));
	return `${method.toUpperCase()} /${segments.join('/')}`;
}

/** Without the `/v1` in front. */
function segmentsOf(pathname: string): string[] {
	return pathname.replace(/^.*?\/v1\//, '').split('/');
}
