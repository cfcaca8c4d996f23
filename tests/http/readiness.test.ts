import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect, test as base } from '@playwright/test';
import { startApp, startAppwrite } from '../e2e/processes.js';

// An app of its own on an Appwrite of its own, as both are ended.
type Running = Awaited<ReturnType<typeof startAppwrite>>;
type App = Awaited<ReturnType<typeof startApp>>;

const test = base.extend<{ backend: Running; app: App }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	backend: async ({}, use) => {
		const backend = await startAppwrite('--port', '0', '--database', ':memory:');
		await use(backend);
		backend.server.kill('SIGKILL');
	},

	app: async ({ backend }, use) => {
		const app = await startApp(backend.appwrite);
		await use(app);
		app.server.kill('SIGKILL');
	}
});

async function readiness(origin: string) {
	const response = await fetch(`${origin}/readyz`);
	expect(response.headers.get('cache-control')).toBe('no-store');
	return { status: response.status, ...(await response.json()) };
}

test('an outage of Appwrite is told, and takes no instance away', async ({ app, backend }) => {
	const up = { status: 200, ready: true, appwrite: 'up' };
	expect(await readiness(app.origin)).toEqual(up);

	backend.server.kill('SIGKILL');
	await once(backend.server, 'exit');
	expect(await readiness(app.origin), 'as it was a moment ago').toEqual(up);
	await expect
		.poll(() => readiness(app.origin), { timeout: 10_000 })
		.toEqual({ status: 200, ready: true, appwrite: 'down' });
});

test('an app whose key is wrong is not ready', async ({ backend }) => {
	const appwrite = { ...backend.appwrite, apiKey: 'standard_wrong' };
	const { server, origin } = await startApp(appwrite);
	const expected = { status: 503, ready: false, appwrite: 'misconfigured' };
	expect(await readiness(origin)).toEqual(expected);
	server.kill('SIGKILL');
});

test('an app that is ended finishes what it has begun and takes nothing new', async ({
	app: { server, origin },
	backend: { appwrite }
}) => {
	const headers = { 'content-type': 'application/json' };
	const fault = JSON.stringify({ path: '/account/sessions/email', kind: 'slow' });
	await fetch(`${appwrite.control}/faults`, { method: 'POST', headers, body: fault });

	const body = JSON.stringify({ email: 'ada@example.com', password: 'wrong horse' });
	const begun = fetch(`${origin}/api/session`, { method: 'POST', headers, body });
	await setTimeout(1_000);
	server.kill('SIGTERM');
	const [code] = await Promise.all([
		once(server, 'exit').then(([exitCode]) => exitCode),
		expect
			.poll(() =>
				fetch(`${origin}/readyz`).then(
					() => 'answers',
					() => 'is gone'
				)
			)
			.toBe('is gone')
	]);

	expect((await begun).status).toBe(401);
	expect(code).toBe(0);
});
