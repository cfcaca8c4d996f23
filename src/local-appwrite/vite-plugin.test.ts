import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createServer, preview, type InlineConfig } from 'vite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { localAppwrite } from './vite-plugin.ts';

// A server takes Vite a second to make, and more on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let root: string;
let printed: string[];
const closing: (() => Promise<unknown>)[] = [];

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'local-appwrite-vite-'));
	printed = [];
	vi.stubEnv('LOCAL_APPWRITE_VERSION', '1.9');
	for (const name of ['VITEST', 'APPWRITE_ENDPOINT', 'APPWRITE_API_KEY', 'ORIGIN']) {
		vi.stubEnv(name, '');
	}
});

afterEach(async () => {
	await Promise.all(closing.splice(0).map((close) => close()));
	vi.unstubAllEnvs();
	rmSync(root, { recursive: true });
});

function config(): InlineConfig {
	const customLogger = createLogger('info');
	customLogger.info = (message) => void printed.push(message);
	const server = { port: 0, host: '127.0.0.1' };
	const plugins = [localAppwrite({ database: 'data/appwrite.db' })];
	return { root, configFile: false, customLogger, plugins, server, preview: server };
}

async function startDev() {
	const server = await createServer(config());
	closing.push(() => server.close());
	await server.listen();
	return { server, origin: server.resolvedUrls?.local[0] ?? '' };
}

it('points the app to a local Appwrite that the dev server serves as well', async () => {
	const { origin } = await startDev();
	const endpoint = process.env.APPWRITE_ENDPOINT ?? '';

	expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
	expect(endpoint).not.toContain(origin);
	for (const address of [endpoint, `${origin}v1`]) {
		const version = await fetch(`${address}/health/version`);
		expect(await version.json()).toEqual({ version: '1.9.6' });
	}
});

it('plays the version that the environment names, with passkeys on localhost', async () => {
	vi.stubEnv('LOCAL_APPWRITE_VERSION', '2.5');
	await startDev();
	const started = await fetch(`${process.env.APPWRITE_ENDPOINT}/account/tokens/passkey`, {
		method: 'POST',
		headers: { 'x-appwrite-project': 'local-appwrite' }
	});
	expect((await started.json()).publicKey).toMatchObject({ rpId: 'localhost' });
});

it('has a demo account at once, says how to sign in with it, and where the mails are', async () => {
	const { server, origin } = await startDev();
	server.printUrls();

	const output = printed.join('\n');
	expect(output).toContain(`${origin}mailbox`);
	const [, email, password] = /Sign in: {2}(\S+) \/ (.+)/.exec(output) ?? [];
	const session = await fetch(`${process.env.APPWRITE_ENDPOINT}/account/sessions/email`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-appwrite-project': 'local-appwrite' },
		body: JSON.stringify({ email, password })
	});
	expect(session.status).toBe(201);
});

it('goes on with the same data when Vite restarts itself', async () => {
	const { server, origin } = await startDev();
	const before = { ...process.env };
	await server.restart();

	expect(process.env.APPWRITE_API_KEY).toBe(before.APPWRITE_API_KEY);
	expect((await fetch(`${origin}v1/health/version`)).status).toBe(200);
	expect((await fetch(`${process.env.APPWRITE_ENDPOINT}/health/version`)).status).toBe(200);
	await expect(fetch(`${before.APPWRITE_ENDPOINT}/health/version`)).rejects.toThrow();
});

it('stops with the dev server', async () => {
	const { server } = await startDev();
	const endpoint = process.env.APPWRITE_ENDPOINT;
	await server.close();

	await expect(fetch(`${endpoint}/health/version`)).rejects.toThrow();
	expect(process.env.APPWRITE_ENDPOINT).toBeUndefined();
});

it('stays away when another Appwrite is named', async () => {
	vi.stubEnv('APPWRITE_ENDPOINT', 'https://appwrite.example/v1');
	const { origin } = await startDev();

	expect(process.env.APPWRITE_ENDPOINT).toBe('https://appwrite.example/v1');
	expect((await fetch(`${origin}v1/health/version`)).status).toBe(404);
});

it('tells the previewed app its own address', async () => {
	const server = await preview({ ...config(), preview: { port: 4321, host: '127.0.0.1' } });
	closing.push(() => server.close());
	const origin = server.resolvedUrls?.local[0] ?? '';

	expect(process.env.ORIGIN).toBe('http://localhost:4321');
	expect((await fetch(`${origin}v1/health/version`)).status).toBe(200);
});
