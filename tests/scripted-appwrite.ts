import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const servers: Server[] = [];

/** A backend that answers as it is told; gives its address. */
export async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener).listen(0, '127.0.0.1');
	servers.push(server);
	await once(server, 'listening');
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

export function closeServers() {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
}

export function answer(status: number, body: unknown, type = 'application/json'): RequestListener {
	return (_, response) => {
		response.writeHead(status, { 'content-type': type });
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	};
}

/** An error in Appwrite's form. */
export function refusal(code: number, type: string): RequestListener {
	return answer(code, { message: 'SECRET', code, type });
}

/** A user as Appwrite answers it. */
export const ada = {
	$id: 'ada',
	$createdAt: '2026-01-01T00:00:00.000+00:00',
	name: 'Ada',
	email: 'ada@example.com',
	emailVerification: false,
	phone: '',
	phoneVerification: false,
	passwordUpdate: '',
	mfa: false,
	status: true
};
