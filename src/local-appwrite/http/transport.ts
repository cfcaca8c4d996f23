import type { Context, MiddlewareHandler } from 'hono';
import type { Store } from '../store/store.ts';
import { isOriginAllowed } from './origins.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Appwrite takes path segments as they come: it decodes none and passes over empty ones. */
export function readPath(request: Request): string {
	const segments = new URL(request.url).pathname.split('/').filter(Boolean);
	// Hono decodes the parameters of a path; a second encoding brings them back as they were.
	return `/${segments.join('/').replaceAll('%', '%25')}`;
}

/** The rules that hold for every request and answer, whatever the route. */
export function transport(store: Store): MiddlewareHandler {
	return async (c, next) => {
		// A foreign name that was made to point here would let a web page read the mails and keys of this server.
		const { hostname } = new URL(c.req.url);
		if (!loopbackHosts.includes(hostname)) {
			return c.text(`The local Appwrite is for this machine only, not for ${hostname}.`, 403);
		}

		c.header('Server', 'Appwrite');
		c.header('X-Content-Type-Options', 'nosniff');
		c.header('X-Debug-Fallback', 'false');
		setCorsHeaders(c, store);
		if (c.req.method === 'OPTIONS') return c.body(null, 204);

		await next();
		if (c.req.raw.method === 'HEAD') c.res.headers.delete('Content-Type');
	};
}

function setCorsHeaders(c: Context, { project }: Store): void {
	const origin = c.req.header('origin')?.toLowerCase();
	const preflight = c.req.method === 'OPTIONS';
	if (origin && (preflight || isOriginAllowed(c, project.settings()))) {
		c.header('Access-Control-Allow-Origin', origin);
	}
	c.header('Access-Control-Allow-Credentials', 'true');
	c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
	c.header('Access-Control-Expose-Headers', 'X-Appwrite-Session, X-Fallback-Cookies');
	c.header('Access-Control-Max-Age', '86400');
	const asked = c.req.header('access-control-request-headers');
	if (preflight && asked) c.header('Access-Control-Allow-Headers', asked);
}
