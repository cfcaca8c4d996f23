import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { sealSession, SESSION_COOKIE } from './sealed-session.js';

interface Options {
	method?: string;
	headers?: Record<string, string>;
	cookies?: Record<string, string>;
	body?: BodyInit;
	locals?: Partial<App.Locals>;
	routeId?: string;
}

/** What SvelteKit hands to hooks, loads and actions, as far as the code under test looks at it. */
export function requestEvent(address: string, options: Options = {}) {
	const url = new URL(address);
	const { method = 'GET', headers, body } = options;
	const jar = new Map(Object.entries(options.cookies ?? {}));
	const cookies: Pick<Cookies, 'get' | 'getAll' | 'set' | 'delete'> = {
		get: (name) => jar.get(name),
		getAll: () => [...jar].map(([name, value]) => ({ name, value })),
		set: (name, value) => void jar.set(name, value),
		delete: (name) => void jar.delete(name)
	};
	const event = {
		url,
		request: new Request(url, { method, headers, body }),
		cookies,
		route: { id: options.routeId ?? null },
		locals: { requestId: 'request-1', user: null, failure: null, ...options.locals }
	};
	return { event: event as unknown as RequestEvent, jar };
}

/** A session secret as Appwrite makes them. */
export const sessionSecret = secretOf('6a60e1c20f3a8b1c9d24', '5e'.repeat(128));

export function secretOf(id: string, secret: string) {
	return Buffer.from(JSON.stringify({ id, secret })).toString('base64');
}

/** The cookie of somebody with this session, over https unless said. */
export function sessionCookies(secret = sessionSecret, { prefix = '__Host-', ...more } = {}) {
	return { [prefix + SESSION_COOKIE]: sealSession(secret, 'standard_the-key', more) };
}
