import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

interface Stored {
	status: number;
	headers: OutgoingHttpHeaders;
	body: Buffer;
	/** The request headers that Vary names, as they were when it was stored. */
	varies: Record<string, string | string[] | undefined>;
}

/** Statuses that may be stored without a word from the server (RFC 9110 §15.1). */
const CACHEABLE = [200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501];

/**
 * A cache in front of a site, shared by all of its visitors, that keeps as much as RFC 9111 lets it and for as long as
 * it likes: heuristics allow that where the server says nothing.
 */
export async function startSharedCache(origin: string) {
	const stored = new Map<string, Stored[]>();
	const { hostname, port } = new URL(origin);

	const server = createServer((incoming, outgoing) => {
		const { method = 'GET', url = '/', headers } = incoming;
		const hit = stored.get(url)?.find(({ varies }) => matches(incoming, varies));
		if (hit && ['GET', 'HEAD'].includes(method)) {
			return outgoing.writeHead(hit.status, { ...hit.headers, 'x-cache': 'hit' }).end(hit.body);
		}

		const onward = request(
			{ agent: false, hostname, port, path: url, method, headers },
			async (response) => {
				const body = Buffer.concat(await response.toArray());
				const answer = { status: response.statusCode ?? 502, headers: response.headers, body };
				if (method === 'GET' && mayStore(incoming, response)) {
					const names = `${response.headers.vary ?? ''}`.toLowerCase().split(/\s*,\s*/);
					const varies = Object.fromEntries(names.map((name) => [name, headers[name]]));
					stored.set(url, [...(stored.get(url) ?? []), { ...answer, varies }]);
				}
				outgoing.writeHead(answer.status, answer.headers).end(body);
			}
		);
		incoming.pipe(onward);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');

	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** Addresses of which something is kept. */
		kept: () => [...stored.keys()],
		close: () => {
			server.closeAllConnections();
			server.close();
		}
	};
}

/** RFC 9111 §4.1: the same values in all that Vary names. */
function matches({ headers }: IncomingMessage, varies: Stored['varies']) {
	return Object.entries(varies).every(([name, value]) => name !== '*' && headers[name] === value);
}

/** RFC 9111 §3, for a cache that is shared; `no-cache` it would have to ask about, which is no better here. */
function mayStore(incoming: IncomingMessage, { statusCode = 0, headers }: IncomingMessage) {
	const control = headers['cache-control'] ?? '';
	if (/\b(no-store|private|no-cache)\b/.test(control)) return false;
	if (incoming.headers.authorization && !/\b(public|s-maxage|must-revalidate)\b/.test(control))
		return false;
	return CACHEABLE.includes(statusCode) || /\b(public|max-age|s-maxage)\b/.test(control);
}
