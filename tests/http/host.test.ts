import { expect, test } from '../e2e/fixtures.ts';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { sendText } from './raw-request.ts';

// What a request says of the host that it wants must not get into anything that others read.

const evil = 'evil.example';
const html = 'Accept: text/html';
const close = 'Connection: close';

/** The target of the request line, and the headers that speak of a host. */
const requests: [string, (host: string, path: string) => [string, string[]]][] = [
	['another Host', (_, path) => [path, [`Host: ${evil}`]]],
	['two Hosts', (host, path) => [path, [`Host: ${evil}`, `Host: ${host}`]]],
	['two Hosts, the right one first', (host, path) => [path, [`Host: ${host}`, `Host: ${evil}`]]],
	['a Host with a login', (host, path) => [path, [`Host: ${host}@${evil}`]]],
	['X-Forwarded-Host', (host, path) => [path, [`Host: ${host}`, `X-Forwarded-Host: ${evil}`]]],
	['Forwarded', (host, path) => [path, [`Host: ${host}`, `Forwarded: host=${evil};proto=https`]]],
	[
		'X-Forwarded-Proto and -Port',
		(host, path) => [path, [`Host: ${host}`, `X-Forwarded-Proto: ${evil}:`, 'X-Forwarded-Port: 1']]
	],
	['X-Original-URL', (host, path) => [path, [`Host: ${host}`, `X-Original-URL: //${evil}/`]]],
	['the whole address', (host, path) => [`http://${evil}${path}`, [`Host: ${host}`]]]
];

for (const [name, write] of requests) {
	test(`${name} poisons neither the mail nor a page [CS-06 RC-02]`, async ({
		origin,
		ada,
		mailbox
	}) => {
		const { host } = new URL(origin);
		const sent = await sendText(
			origin,
			recovery(...write(host, '/forgot-password'), origin, ada.email)
		);
		const pages = ['/', '/account', '/login/'].map((path) => {
			const [target, hosts] = write(host, path);
			return sendText(
				origin,
				`${[`GET ${target} HTTP/1.1`, ...hosts, close].join('\r\n')}\r\n\r\n`
			);
		});

		for (const { status, headers, body } of [sent, ...(await Promise.all(pages))]) {
			expect(status).toBeLessThan(500);
			expect(JSON.stringify([...headers]) + body).not.toContain(evil);
		}
		if (sent.status >= 400) return;
		const { links } = await mailbox.newest(ada.email);
		expect(
			links.every((link) => link.startsWith(`${origin}/`)),
			links.join(' ')
		).toBe(true);
	});
}

test('a scheme does not become a part of the host [CS-06]', async () => {
	const { server: backend, appwrite } = await startAppwrite(
		'--port',
		'0',
		'--database',
		':memory:'
	);
	// Behind a proxy, as most are: ORIGIN has no port, to which nothing could be added.
	const site = 'http://localhost';
	const { server, origin } = await startApp(appwrite, { ORIGIN: site });
	const text = recovery('m://x/forgot-password', [`Host: ${evil}`], site, 'ada@example.com');
	const { status } = await sendText(origin, text);
	expect(status).toBe(303);
	server.kill('SIGKILL');
	backend.kill('SIGKILL');
});

/** A request for a mail that leads to a new password. */
function recovery(target: string, hosts: string[], site: string, email: string) {
	const body = `email=${encodeURIComponent(email)}`;
	const type = 'Content-Type: application/x-www-form-urlencoded';
	const length = `Content-Length: ${body.length}`;
	const head = [`POST ${target} HTTP/1.1`, ...hosts, `Origin: ${site}`, html, type, length, close];
	return `${head.join('\r\n')}\r\n\r\n${body}`;
}
