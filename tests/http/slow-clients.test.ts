import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { startApp, startAppwrite } from '../e2e/processes.js';

test('clients that never finish a request are cut off, and delay nobody [IN-06]', async () => {
	const { server: backend, appwrite } = await startAppwrite(
		'--port',
		'0',
		'--database',
		':memory:'
	);
	const limits = { HEADERS_TIMEOUT: '1', REQUEST_TIMEOUT: '2' };
	const { server, origin } = await startApp(appwrite, limits);
	const { hostname, port, host } = new URL(origin);

	const headers = `POST /login HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\n`;
	const form =
		'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nemail=';
	const stalled = Array.from({ length: 200 }, (_, n) => {
		const socket = connect(Number(port), hostname, () => {
			socket.write(n % 2 ? headers : headers + form);
		});
		return once(socket.resume(), 'close');
	});

	expect((await fetch(`${origin}/login`)).status).toBe(200);
	// Before the half minute that Node would take by itself.
	const ended = Promise.all(stalled).then(() => 'all ended');
	const tooLong = new Promise((resolve) => setTimeout(resolve, 15_000, 'still open').unref());
	expect(await Promise.race([ended, tooLong])).toBe('all ended');

	server.kill('SIGKILL');
	backend.kill('SIGKILL');
});
