import { expect, test } from '../e2e/fixtures.ts';
import { sendRaw } from './raw-request.ts';

const paths = [
	'/.env',
	'/.env.example',
	'/.git/config',
	'/.git/HEAD',
	'/.svelte-kit/tsconfig.json',
	'/package.json',
	'/package-lock.json',
	'/src/hooks.server.ts',
	'/server/index.js',
	'/build/index.js',
	'/index.js',
	'/handler.js.map',
	'/../package.json',
	'/../../package.json',
	'/%2e%2e/%2e%2e/package.json',
	'/..%2f..%2fpackage.json',
	'/..%5c..%5cpackage.json',
	'/..\\..\\package.json',
	'//../../package.json',
	'/.//../../package.json',
	'/%252e%252e%252fpackage.json',
	'/_app/../../index.js',
	'/_app/%2e%2e/%2e%2e/server/index.js',
	'/_app/immutable/..%2f..%2f..%2fserver/index.js',
	'/favicon.svg/../../handler.js',
	'/favicon.svg%00.js'
];

for (const path of paths) {
	test(`${path} is no file of this site [SE-05]`, async ({ origin }) => {
		const { status, headers } = await sendRaw(origin, [`GET ${path} HTTP/1.1`]);
		expect([400, 404]).toContain(status);
		expect(headers.get('content-type') ?? 'text/plain').toMatch(/^(text|application\/json)/);
	});
}

test('code and styles bring no source maps along [SE-05]', async ({ request }) => {
	const page = await (await request.get('/login')).text();
	const files = [...page.matchAll(/"\.?(\/_app\/[^"]+\.(?:js|css))"/g)].map(
		([, path = '']) => path
	);
	expect(files.length).toBeGreaterThan(2);
	for (const file of files) {
		const response = await request.get(file);
		expect(response.status(), file).toBe(200);
		expect(await response.text(), file).not.toContain('sourceMappingURL');
		expect((await request.get(`${file}.map`)).status(), file).toBe(404);
	}
});

test('no other origin is let in [CS-05]', async ({ request }) => {
	for (const path of ['/', '/login', '/api/session', '/api/user', '/healthz', '/favicon.svg']) {
		for (const method of ['OPTIONS', 'GET']) {
			const headers = {
				origin: 'https://evil.example',
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'content-type'
			};
			const response = await request.fetch(path, { method, headers });
			const names = Object.keys(response.headers());
			expect(
				names.filter((name) => name.startsWith('access-control')),
				path
			).toEqual([]);
		}
	}
});

test('there are no remote functions [IN-07]', async ({ request, origin }) => {
	for (const method of ['GET', 'POST']) {
		const options = { method, headers: { origin } };
		expect((await request.fetch('/_app/remote/x/y', options)).status()).toBe(404);
	}
});
