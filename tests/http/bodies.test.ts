import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '../e2e/fixtures.ts';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { sendRaw } from './raw-request.ts';

// What people send that is too much, or not what was asked for.

const html = 'Accept: text/html';
const form = 'Content-Type: application/x-www-form-urlencoded';
const json = 'Content-Type: application/json';
const chunked = 'Transfer-Encoding: chunked';

const readers: [string, string][] = [
	['/login', form],
	['/signup', form],
	['/forgot-password', form],
	['/login/code?/send', form],
	['/api/session', json]
];

for (const [path, type] of readers) {
	test(`${path} takes 16 kB and no more, announced or not [IN-01]`, async ({ origin }) => {
		const post = [`POST ${path} HTTP/1.1`, html, type];
		const most = 'x'.repeat(16_384);
		const more = 'x'.repeat(16_385);
		const chunk = `${more.length.toString(16)}\r\n${more}\r\n`;

		const [short, announced, inOneChunk, unending, huge] = await Promise.all([
			sendRaw(origin, [...post, `Content-Length: ${most.length}`], most),
			sendRaw(origin, [...post, `Content-Length: ${more.length}`], more),
			sendRaw(origin, [...post, chunked], `${chunk}0\r\n\r\n`),
			sendRaw(origin, [...post, chunked], chunk),
			sendRaw(origin, [...post, 'Content-Length: 600000'])
		]);
		expect(short.status).toBe(400);
		for (const { status } of [announced, inOneChunk, unending, huge]) expect(status).toBe(413);
	});
}

test('a flood is neither read to its end nor kept [IN-01]', async () => {
	test.skip(process.platform !== 'linux', 'the memory of the app is read from /proc');
	const { server: backend, appwrite } = await startAppwrite(
		'--port',
		'0',
		'--database',
		':memory:'
	);
	const { server, origin } = await startApp(appwrite);
	await fetch(`${origin}/login`);
	const before = residentMegabytes(server.pid);

	const floods = Array.from({ length: 40 }, () => flood(origin, '/login'));
	const sent = (await Promise.all(floods)).reduce((sum, megabytes) => sum + megabytes, 0);

	expect(sent, 'enough to be seen').toBeGreaterThan(200);
	expect(residentMegabytes(server.pid) - before).toBeLessThan(sent / 4);
	expect((await fetch(`${origin}/login`)).status).toBe(200);
	server.kill('SIGKILL');
	backend.kill('SIGKILL');
});

/** Sends chunks until the other side hangs up; how many megabytes it took. */
async function flood(origin: string, path: string): Promise<number> {
	const { hostname, port, host } = new URL(origin);
	const chunk = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`);
	const socket = connect(Number(port), hostname).resume();
	socket.on('error', () => {});
	socket.write(
		`POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\n${form}\r\n${chunked}\r\n\r\n`
	);

	function pour() {
		while (socket.writable && socket.write(chunk));
	}
	socket.on('drain', pour);
	pour();
	await new Promise((resolve) => socket.once('close', resolve));
	return socket.bytesWritten / 1_000_000;
}

function residentMegabytes(pid?: number): number {
	const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kilobytes) / 1_000;
}

/** Sends a form as a browser without JavaScript does. */
function post(request: APIRequestContext, origin: string, path: string, body: string) {
	const headers = {
		accept: 'text/html',
		origin,
		'content-type': 'application/x-www-form-urlencoded'
	};
	return request.post(path, { headers, data: body, maxRedirects: 0 });
}

const email = 'email=ada%40example.com';
const password = 'password=correct%20horse';
const name = 'name=Ada';

const wrongFields: [string, string][] = [
	['a field twice', `${name}&${email}&${email}&${password}`],
	['no field', ''],
	['a field too few', `${name}&${email}`],
	['a long name', `name=${'a'.repeat(129)}&${email}&${password}`],
	['a long address', `${name}&email=${'a'.repeat(250)}%40e.com&${password}`],
	['a long password', `${name}&${email}&password=${'%C3%A4'.repeat(129)}`],
	['a NUL', `${name}&email=ada%00%40example.com&${password}`],
	['half a character', `${name}&email=%ff%40example.com&${password}`]
];

for (const [what, body] of wrongFields) {
	test(`${what} in a form is told in the form [IN-02]`, async ({ request, origin }) => {
		const response = await post(request, origin, '/signup', body);
		expect(response.status()).toBe(400);
		expect(await response.text()).toContain('name="password"');
	});
}

test('a file where text is asked for is told in the form [IN-02]', async ({ request, origin }) => {
	const file = { name: 'ada.txt', mimeType: 'text/plain', buffer: Buffer.from('ada@example.com') };
	const options = {
		headers: { accept: 'text/html', origin },
		multipart: { email: file, password: 'x' }
	};
	const response = await request.post('/login', options);
	expect(response.status()).toBe(400);
	expect(await response.text()).toContain('Fill in this field.');
});

test('long codes and secrets are refused unasked [IN-02]', async ({ request, origin }) => {
	const code = await post(request, origin, '/login/code?/verify', `code=${'1'.repeat(300)}`);
	expect(code.status()).toBe(400);
	const link = `/reset-password?userId=ada&secret=${'a'.repeat(600)}`;
	const reset = await post(request, origin, link, 'password=correct%20horse%20battery');
	expect(reset.status()).toBe(401);
});

test('names of prototypes and thousands of fields do no harm [IN-03]', async ({
	request,
	origin
}) => {
	const inherited = ['__proto__', 'constructor', 'a[__proto__][x]', 'constructor.prototype.x'];
	const names = inherited.map((key) => `${encodeURIComponent(key)}=polluted`).join('&');
	const polluting = await post(request, origin, '/login', `${names}&${email}`);
	expect(polluting.status()).toBe(400);
	expect(await polluting.text()).not.toContain('polluted');

	const data = '{"__proto__":{"email":"ada@example.com","password":"x"},"constructor":1}';
	const headers = { 'content-type': 'application/json' };
	expect((await request.post('/api/session', { headers, data })).status()).toBe(400);

	const most = Array.from({ length: 2_000 }, (_, n) => `a${n}=`).join('&');
	const began = performance.now();
	expect((await post(request, origin, '/login', most)).status()).toBe(400);
	// A fraction of it on a machine that does nothing else.
	expect(performance.now() - began).toBeLessThan(2_000);
	const flood = Array.from({ length: 40_000 }, (_, n) => `a${n}=`).join('&');
	expect((await post(request, origin, '/login', flood)).status()).toBe(413);
});

test('a body that cannot be read is refused [IN-05]', async ({ request, origin }) => {
	const bodies: [string, string, number][] = [
		['multipart/form-data', 'email=a', 400],
		['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a', 400],
		['application/x-www-form-urlencoded', '', 400],
		['text/plain', 'email=a', 400],
		['application/json', '{}', 415],
		['image/png', 'x', 415]
	];
	for (const [type, data, status] of bodies) {
		const headers = { accept: 'text/html', origin, 'content-type': type };
		const response = await request.post('/login', { headers, data });
		expect(response.status(), type).toBe(status);
	}
});

const guarded = ['/account?/name', '/account/password', '/account/data', '/api/token', '/api/user'];

test('who may not is told so before anything of the body has come [AZ-04]', async ({ origin }) => {
	const answers = guarded.map(async (path) => {
		const post = [`POST ${path} HTTP/1.1`, html, form, 'Content-Length: 500000'];
		const { status, headers } = await sendRaw(origin, post);
		return path.startsWith('/api/') ? status : headers.get('location');
	});
	expect(await Promise.all(answers)).toEqual([
		...guarded.slice(0, 3).map(() => expect.stringMatching(/^\/login\?/)),
		401,
		401
	]);
});
