import type { Context } from 'hono';
import type { AppwriteError } from '../core/errors.ts';
import type { Feature } from '../core/version.ts';
import type { Params, Values } from '../params/params.ts';
import type { AuthMethod } from '../project/settings.ts';
import type { Caller } from './caller.ts';
import type { Limit } from './rate-limits.ts';
import type { Resources } from './resources.ts';

/** One request that passed all checks. */
export interface Call<P extends Params = Params> extends Resources {
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
	scopes: [string, ...string[]];
	/** Open to a session that still lacks its second factor. */
	mfa?: true;
	/** Only for half an hour after a challenge was met. */
	mfaProtected?: true;
	/** Only for ten minutes after a sign-in or a challenge. */
	recentSession?: true;
	/** Whether somebody who acts as another may do this. Unless said, they may read and not write. */
	impersonation?: 'allow' | 'deny';
	/** Appwrite's group `session`: begins a session, so none may be active. */
	session?: true;
	/** Refused to all but keys when the project has switched this off. */
	authMethod?: AuthMethod;
	/** Only versions of Appwrite that have it serve this. */
	feature?: Feature;
	/** For a browser: errors are HTML. */
	asPage?: true;
	limit?: Limit;
	/** The name of this in `GET /account/logs`. */
	audit?: string;
	/**
	 * What a request that names no project gets, as it is taken for Appwrite's console, where nobody has an account:
	 * `user_not_found` unless said here, and `same` where the project does not matter.
	 */
	inConsole?: AppwriteError | 'same';
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
