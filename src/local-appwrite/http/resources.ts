import type { AuthResources } from '../auth/resources.ts';
import type { LocalProvider } from '../oauth2/local-provider.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RoleScopes } from './scopes.ts';

/** What every route can use. */
export interface Resources extends AuthResources {
	rateLimits: RateLimits;
	localProvider: LocalProvider;
	/** The scopes of the services' callers. */
	scopes: RoleScopes;
}
