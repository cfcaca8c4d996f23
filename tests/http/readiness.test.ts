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
	const up = { status: 200, ready: true, draining: false, appwrite: 'up' };
	expect(await readiness(app.origin)).toEqual(up);

	backend.server.kill('SIGKILL');
	await once(backend.server, 'exit');
	expect(await readiness(app.origin), 'as it was a moment ago').toEqual(up);
	await expect
		.poll(() => readiness(app.origin), { timeout: 10_000 })
		.toEqual({ ...up, appwrite: 'down' });
});

test('an app whose key is wrong is not ready', async ({ backend }) => {
	const appwrite = { ...backend.appwrite, apiKey: 'standard_wrong' };
	const { server, origin } = await startApp(appwrite);
	const expected = { status: 503, ready: false, draining: false, appwrite: 'misconfigured' };
	expect(await readiness(origin)).toEqual(expected);
	server.kill('SIGKILL');
});

/** The code that it ends with. */
function exitOf(server: App['server']) {
	return once(server, 'exit').then(([code]) => code);
}

test('an app that is ended finishes what it has begun and takes nothing new [SH-01]', async ({
	backend: { appwrite }
}) => {
	const { server, origin } = await startApp(appwrite, { ADDRESS_HEADER: 'x-forwarded-for' });
	const headers = { 'content-type': 'application/json' };
	const fault = { path: '/account/sessions/email', kind: 'slow', times: 20 };
	await fetch(`${appwrite.control}/faults`, {
		method: 'POST',
		headers,
		body: JSON.stringify(fault)
	});

	const begun = Array.from({ length: 20 }, (_, n) =>
		fetch(`${origin}/api/session`, {
			method: 'POST',
			headers: { ...headers, 'x-forwarded-for': `10.0.0.${n}` },
			body: JSON.stringify({ email: `ada${n}@example.com`, password: 'wrong horse' })
		})
	);
	await setTimeout(1_500);
	const exit = exitOf(server);
	server.kill('SIGTERM');
	await expect.poll(() => fetch(origin).then(Boolean, () => 'is gone')).toBe('is gone');

	for (const answer of await Promise.all(begun)) {
		expect(answer.status).toBe(401);
		expect(await answer.json()).toMatchObject({ status: 401 });
	}
	expect(await exit).toBe(0);
});

test('an app that is ended is left in time by a balancer that asks, and no visitor notices [SH-01 SH-02]', async ({
	backend: { appwrite }
}) => {
	const { server, origin } = await startApp(appwrite, { SHUTDOWN_DELAY: '3' });
	const answers: string[] = [];
	let isSent = true;

	async function visit() {
		while (isSent) {
			const response = await fetch(`${origin}/login`);
			const isWhole = (await response.text()).trimEnd().endsWith('</html>');
			answers.push(`${response.status} ${isWhole ? 'whole' : 'cut'}`);
		}
	}
	const visitors = Array.from({ length: 10 }, visit);

	const exit = exitOf(server);
	server.kill('SIGTERM');
	await expect
		.poll(() => readiness(origin), { intervals: [100] })
		.toMatchObject({ status: 503, ready: false, draining: true });
	isSent = false;
	await Promise.all(visitors);

	expect(answers.length).toBeGreaterThanOrEqual(10);
	expect(new Set(answers)).toEqual(new Set(['200 whole']));
	expect(await exit).toBe(0);
});

test('an app that somebody interrupts ends at once, whatever the delay', async ({
	backend: { appwrite }
}) => {
	const { server } = await startApp(appwrite, { SHUTDOWN_DELAY: '60' });
	server.kill('SIGINT');
	expect(await exitOf(server)).toBe(0);
});
