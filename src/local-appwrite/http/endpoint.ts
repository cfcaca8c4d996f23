import type { Context } from 'hono';
import type { Passwords } from '../auth/passwords/passwords.ts';
import type { Clock } from '../core/clock.ts';
import type { ErrorType } from '../core/errors.ts';
import type { LocalProvider } from '../oauth2/local-provider.ts';
import type { Params, Values } from '../params/params.ts';
import type { AuthMethod } from '../project/project.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './callers.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Scope } from './scopes.ts';

/** What the server itself consists of. */
export interface Services {
	store: Store;
	clock: Clock;
	passwords: Passwords;
	rateLimits: RateLimits;
	localProvider: LocalProvider;
}

/** One request that passed all checks. */
export interface Call<P extends Params = Params> extends Services {
	c: Context;
	caller: Caller;
	params: Values<P>;
	/** What this request is counted under. */
	limitKeys: string[];
}

/** What a route asks of a request; `checks.ts` has the order in which it is asked. */
export interface Declaration<P extends Params = Params> {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Behind `/v1`. */
	path: string;
	/** Older addresses of the same. They count as `path` for rate limits. */
	aliases?: string[];
	/** Any one of them will do. */
	scopes: [Scope, ...Scope[]];
	/** Open to a session that still lacks its second factor. */
	mfa?: true;
	/** Only for half an hour after a challenge was met. */
	mfaProtected?: true;
	/** Appwrite's group `session`: begins a session, so none may be active. */
	session?: true;
	/** Refused to all but keys when the project has switched this off. */
	authMethod?: AuthMethod;
	/** For a browser: errors are HTML. */
	asPage?: true;
	/** Hits a window; each key, a template in Appwrite's notation, has a counter of its own. */
	limit?: { hits: number; keys: [string, ...string[]]; seconds?: number; resetOn?: number };
	/** The name of this in `GET /account/logs`. */
	audit?: string;
	/**
	 * What a request that names no project gets, as it is taken for Appwrite's console, where nobody has an account:
	 * `user_not_found` unless said here, and `same` where the project does not matter.
	 */
	inConsole?: ErrorType | 'same';
	/** In the order in which they are checked. */
	params?: P;
}

export interface Endpoint {
	declaration: Declaration;
	handle(call: Call): Response | Promise<Response>;
}

/** One route: what it asks for and what it does. */
export function endpoint<P extends Params = Record<never, never>>(
	declaration: Declaration<P>,
	handle: (call: Call<P>) => Response | Promise<Response>
): Endpoint {
	// Params of the declaration and of the call belong together; outside of here nobody needs to know which they are.
	return { declaration, handle: handle as Endpoint['handle'] };
}
