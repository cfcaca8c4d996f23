import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { freePort, startApp, startAppwrite } from '../e2e/processes.js';

const good = {
	APPWRITE_ENDPOINT: 'https://appwrite.test/v1',
	APPWRITE_PROJECT_ID: 'blog',
	APPWRITE_API_KEY: 'standard_1f2e',
	ORIGIN: 'https://blog.test'
};

/** What the app says on its way out, and with which code it goes. */
async function refusal(settings: NodeJS.ProcessEnv) {
	const PORT = String(await freePort());
	const app = spawn(process.execPath, ['build'], { env: { PORT, ...settings } });
	const timer = setTimeout(() => app.kill('SIGKILL'), 20_000);
	const [output, problems, [code]] = await Promise.all([
		text(app.stdout),
		text(app.stderr),
		once(app, 'exit')
	]);
	clearTimeout(timer);
	expect(output, 'it never listened').toBe('');
	expect(code).toBe(1);
	return problems
		.trim()
		.split('\n')
		.map((line) => line.split(': ')[0]);
}

const wrong: [string, NodeJS.ProcessEnv, string[]][] = [
	[
		'missing',
		{ ORIGIN: good.ORIGIN },
		['APPWRITE_ENDPOINT', 'APPWRITE_PROJECT_ID', 'APPWRITE_API_KEY']
	],
	[
		'an example still',
		{
			APPWRITE_ENDPOINT: '<endpoint>',
			APPWRITE_PROJECT_ID: 'changeme',
			APPWRITE_API_KEY: 'your-api-key',
			ORIGIN: 'https://example.com'
		},
		['APPWRITE_ENDPOINT', 'APPWRITE_PROJECT_ID', 'APPWRITE_API_KEY', 'ORIGIN']
	],
	[
		'of another kind',
		{
			...good,
			APPWRITE_ENDPOINT: 'https://appwrite.test',
			ORIGIN: 'https://blog.test/start',
			COOKIE_SECRET: 'short',
			OAUTH_PROVIDERS: 'nobody',
			REDIS_URL: 'localhost',
			SHUTDOWN_DELAY: 'soon',
			USER_CACHE_SECONDS: '-1'
		},
		[
			'APPWRITE_ENDPOINT',
			'COOKIE_SECRET',
			'OAUTH_PROVIDERS',
			'REDIS_URL',
			'USER_CACHE_SECONDS',
			'SHUTDOWN_DELAY',
			'ORIGIN'
		]
	]
];

for (const [kind, settings, names] of wrong) {
	test(`settings that are ${kind} stop the start, with a line each [SE-02 CS-06]`, async () => {
		const [title, ...lines] = await refusal(settings);
		expect(title).toBe('Invalid environment variables');
		expect(lines.toSorted()).toEqual(names.toSorted());
	});
}

test('what would let others read secrets stops the start [SE-02 SE-04]', async () => {
	const settings = {
		...good,
		APPWRITE_ENDPOINT: 'http://appwrite.test/v1',
		ORIGIN: 'http://blog.test',
		NODE_TLS_REJECT_UNAUTHORIZED: '0'
	};
	const names = ['APPWRITE_ENDPOINT', 'ORIGIN', 'NODE_TLS_REJECT_UNAUTHORIZED'];
	expect(await refusal(settings)).toEqual(names);
});

test('who knows their network may go without https [SE-02]', async () => {
	const { server: backend, appwrite } = await startAppwrite(
		'--port',
		'0',
		'--database',
		':memory:'
	);
	const settings = { ORIGIN: 'http://blog.test', ORIGIN_ALLOW_HTTP: 'true' };
	const { server, origin } = await startApp(appwrite, settings);
	expect((await fetch(origin)).status).toBe(200);
	server.kill('SIGKILL');
	backend.kill('SIGKILL');
});
