import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Fault } from './faults.ts';

/** Stands between an app and its Appwrite. */
export interface FaultProxy {
	/** Where the app finds Appwrite. */
	endpoint: string;
	/** What goes wrong; `null` for nothing. */
	fault: Fault | null;
	/** Refuses connections until it is healed. */
	refuse(): Promise<void>;
	heal(): Promise<void>;
}

/** @param target the address of Appwrite, ending in /v1 */
export async function startFaultProxy(target: string, protocol = 'http'): Promise<FaultProxy> {
	const server = protocol === 'http' ? createServer(onRequest) : createSelfSigned(onRequest);

	function onRequest(...[incoming, outgoing]: Parameters<RequestListener>) {
		// A client that gives up is no reason to fail.
		incoming.on('error', () => {});
		const pass = () => forward(target, incoming, outgoing);
		if (proxy.fault) proxy.fault(incoming, outgoing, pass);
		else pass();
	}

	async function listen(port = 0) {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
		// Ends with its tests, whatever became of them.
		server.unref();
		return (server.address() as AddressInfo).port;
	}

	const port = await listen();
	const proxy: FaultProxy = {
		endpoint: `${protocol}://127.0.0.1:${port}/v1`,
		fault: null,
		refuse: () => close(server),
		heal: async () => {
			proxy.fault = null;
			if (!server.listening) await listen(port);
		}
	};
	return proxy;
}

async function close(server: Server) {
	const closed = once(server, 'close');
	server.close();
	server.closeAllConnections();
	await closed;
}

function createSelfSigned(listener: RequestListener): Server {
	const pem = readFileSync(join(import.meta.dirname, 'self-signed.pem'));
	return createTlsServer({ key: pem, cert: pem }, listener) as unknown as Server;
}

function forward(target: string, ...[incoming, outgoing]: Parameters<RequestListener>) {
	const { hostname, port } = new URL(target);
	const { method, url: path, headers } = incoming;
	const onward = request({ hostname, port, method, path, headers }, (response) => {
		outgoing.writeHead(response.statusCode ?? 502, response.headers);
		response.pipe(outgoing);
	});
	onward.on('error', () => outgoing.destroy());
	incoming.pipe(onward);
}
