import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { sendFault } from './control/fault-responses.ts';
import type { Faults } from './control/faults.ts';
import type { Version } from './core/version.ts';

interface Served {
	fetch(request: Request): Promise<Response>;
	faults: Faults;
	version: Version;
}

export interface Listener {
	/** `http://127.0.0.1:9500` */
	origin: string;
	close(): void;
}

/**
 * Serves the app to this machine alone.
 * @param port 0 for any free one; rejects with `EADDRINUSE` if it is taken
 */
export async function listen({ fetch, faults, version }: Served, port: number): Promise<Listener> {
	// The adapter would put its own Request and Response in the place of the global ones, for all of Vite too.
	const serve = getRequestListener(fetch, { overrideGlobalObjects: false });
	const server = createServer((request, response) => {
		const fault = faults.take(request.url ?? '');
		if (fault === undefined) return void serve(request, response);
		sendFault(fault, request, response, {
			serve: () => void serve(request, response),
			release: version.release
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});

	const address = server.address();
	if (typeof address !== 'object' || !address) throw new Error('The listener has no port.');
	return {
		origin: `http://127.0.0.1:${address.port}`,
		close() {
			server.close();
			server.closeAllConnections();
		}
	};
}
