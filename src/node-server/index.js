// What `node build` runs: adapter-node's server with its variables, and around it what SvelteKit's hooks do not reach.
import { subscribe } from 'node:diagnostics_channel';
import { STATUS_CODES } from 'node:http';
import { securityHeaders } from './security-headers.js';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

const { HEADERS_TIMEOUT, REQUEST_TIMEOUT, SHUTDOWN_DELAY, ORIGIN } = process.env;
/** How long a client that still sends may take to read the answer. */
const LINGER_MS = 2_000;

const { server } = await import('./adapter-node.js').catch(refuse);
const http = server.server;
const headers = securityHeaders(ORIGIN);
let isDraining = false;

// Earlier than 'request', so that it holds for Node's own answers too, such as the one to a request without a host.
subscribe('http.server.request.start', (message) => {
	const { request, response } = /** @type {{ request: Request, response: Response }} */ (message);
	request.url = pathOf(request.url);
	response.setHeaders(headers);
	// SvelteKit answers some requests with no hook in between that could say so, such as those that a guard sends on.
	if (request.headers.cookie) response.setHeader('cache-control', 'private, no-store');
	if (isDraining) response.setHeader('connection', 'close');
	response.once('finish', () => endUnread(request));
});

// Slow clients hold a connection for as long as this (seconds); Node looks for them every half minute by itself.
if (!HEADERS_TIMEOUT) http.headersTimeout = 20_000;
http.requestTimeout = Number(REQUEST_TIMEOUT || 30) * 1_000;
Object.assign(http, { connectionsCheckingInterval: 1_000 });

/** @type {Record<string, number>} */
const statuses = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

http.on('clientError', (/** @type {NodeJS.ErrnoException} */ { code = '' }, socket) => {
	// Within an answer, or after one, another would be read as a part of it.
	if (!socket.writable || ('bytesWritten' in socket && socket.bytesWritten))
		return socket.destroy();
	const status = statuses[code] ?? 400;
	const fields = [...headers, ['connection', 'close'], ['content-length', '0']];
	const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
	socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`);
});

// At SIGTERM /readyz says 503 (readiness.ts), and the port stays open until balancers have seen it. What adapter-node
// then does, it has registered last; at SIGINT it does so at once, as somebody sits before it and waits.
const shutDown = /** @type {NodeJS.SignalsListener} */ (process.listeners('SIGTERM').at(-1));
process.off('SIGTERM', shutDown);
process.on('SIGTERM', () => {
	isDraining = true;
	setTimeout(shutDown, Number(SHUTDOWN_DELAY || 0) * 1_000, 'SIGTERM');
});

/**
 * Says what is wrong with the settings, one line each; where something else went wrong, also where.
 * @param {Error} error
 * @returns {never}
 */
function refuse(error) {
	const isBug = error.name !== 'Error' || 'code' in error;
	// SvelteKit lists under the name of a variable all that is wrong with it.
	const lines = error.message.replace(/\n {2}- (.*)(\n {2}- .*)*/g, ': $1').replace(/\n+/g, '\n');
	console.error(isBug ? error : lines.trim());
	process.exit(1);
}

/**
 * SvelteKit puts ORIGIN before whatever a request line names. A whole address there, which is allowed, would make
 * another host of it: `m://x` after `https://example.co`.
 * @param {string} [target]
 */
function pathOf(target = '') {
	const path = target.replace(/^[^/]*:\/\/[^/?]*/, '');
	return path.startsWith('/') ? path : `/${path}`;
}

/**
 * Ends a connection on which a body still comes that nobody reads. Not at once, or the answer would be lost.
 * @param {Request} request
 */
function endUnread(request) {
	if (request.complete) return;
	request.removeAllListeners('data').resume();
	setTimeout(() => request.complete || request.destroy(), LINGER_MS).unref();
}
