const names =
	'amazon apple auth0 authentik autodesk bitbucket bitly box dailymotion discord disqus dropbox etsy facebook figma fusionauth github gitlab google keycloak kick linkedin microsoft notion oidc okta paypal paypalSandbox podio salesforce slack spotify stripe tradeshift tradeshiftBox twitch wordpress x yahoo yammer yandex zoho zoom mock mock-unverified';

/** Every provider that Appwrite 1.9 knows by name, in its order. */
export const providerIds = names.split(' ');

/** The same of newer versions. */
export const moreProviderIds = names
	.replace('apple', 'apple appwrite')
	.replace('google', 'google huggingface')
	.split(' ');

/** Those that this server can be, with the scopes that Appwrite asks them for. */
export const localProviders = {
	oidc: { name: 'OpenID Connect', scopes: ['openid', 'profile', 'email'] },
	github: { name: 'GitHub', scopes: ['user:email'] },
	google: {
		name: 'Google',
		scopes: [
			'https://www.googleapis.com/auth/userinfo.email',
			'https://www.googleapis.com/auth/userinfo.profile',
			'openid'
		]
	}
};

export type ProviderId = keyof typeof localProviders;

export const localProviderIds = Object.keys(localProviders) as ProviderId[];

export function isLocalProvider(id: string): id is ProviderId {
	return Object.hasOwn(localProviders, id);
}

interface Start {
	/** Of this server; the provider is behind it. */
	origin: string;
	/** Where the provider sends people back to. */
	callback: string;
	/** Comes back with them as it is. */
	state: string;
	/** Beside those that Appwrite asks for anyway. */
	scopes: string[];
}

/** The address at the provider where somebody signs in; each gets its parameters in its own order. */
export function authorizeUrl(id: ProviderId, { origin, callback, state, scopes }: Start): string {
	const client = { client_id: `local-${id}`, redirect_uri: callback };
	const scope = [...new Set([...localProviders[id].scopes, ...scopes])].join(' ');
	const params: Record<ProviderId, Record<string, string>> = {
		oidc: { ...client, state, scope, response_type: 'code' },
		github: { ...client, scope, state },
		google: {
			...client,
			scope,
			state,
			response_type: 'code',
			access_type: 'offline',
			prompt: 'consent'
		}
	};
	return `${origin}/oidc/authorize?${new URLSearchParams(params[id])}`;
}

/** The provider that an application registered with this id belongs to. */
export function providerOfClient(clientId: string): ProviderId | undefined {
	return localProviderIds.find((id) => clientId === `local-${id}`);
}
