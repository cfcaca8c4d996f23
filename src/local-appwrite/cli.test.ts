import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';
import { serve } from './cli.ts';

const anyPort = ['--port', '0', '--database', ':memory:', '--fast-hash'];
// A start takes Vite a second, and more on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

afterEach(() => vi.unstubAllEnvs());

function start(args: string[]) {
	const env = { ...process.env, NODE_ENV: 'development' };
	return spawn(process.execPath, ['src/local-appwrite/bin.js', ...args], { env });
}

it('says on its first line where it is, serves there, and ends when told to', async () => {
	const child = start(anyPort);
	const [line] = await once(child.stdout, 'data');
	const { endpoint, projectId, projectName, apiKey } = JSON.parse(String(line));

	expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
	expect(projectName).toBe('Local Appwrite');
	const headers = { 'x-appwrite-project': projectId, 'x-appwrite-key': apiKey };
	const health = await fetch(`${endpoint}/health`, { headers });
	expect(await health.json()).toMatchObject({ status: 'pass' });

	child.kill('SIGTERM');
	expect(await once(child, 'exit')).toEqual([0, null]);
});

it('says in one line what it cannot do, and fails', async () => {
	const child = start(['--colour']);
	const [message, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);

	expect(message).toBe("local-appwrite: Unknown option '--colour'\n");
	expect(code).toBe(1);
});

it.each([
	[['--host', '0.0.0.0'], '--host 0.0.0.0 is refused: it serves this machine alone.'],
	[['--host', '::'], '--host :: is refused: it serves this machine alone.'],
	[['--port', 'x'], '--port x is no port.'],
	[['--appwrite', '3'], 'there is no version 3 to play, only 1.9, 2.0, 2.5.']
])('refuses %j [DV-03]', async (args, message) => {
	await expect(serve(args)).rejects.toThrow(message);
});

it.each([
	['1.9', '1.9.6'],
	['2.0', '1.9.6'],
	['2.5', '2.5.0']
])('plays %s, which calls itself %s, in answers and errors', async (version, release) => {
	const { endpoint, projectId, close } = await serve([...anyPort, '--appwrite', version]);
	const headers = { 'x-appwrite-project': projectId };
	const health = await fetch(`${endpoint}/health/version`, { headers });
	expect(await health.json()).toEqual({ version: release });
	const refusal = await fetch(`${endpoint}/account`, { headers });
	expect(await refusal.json()).toMatchObject({ version: release });
	close();
});

it('plays the version that the environment names', async () => {
	vi.stubEnv('LOCAL_APPWRITE_VERSION', '2.5');
	const { endpoint, close } = await serve(anyPort);
	const health = await fetch(`${endpoint}/health/version`);
	expect(await health.json()).toEqual({ version: '2.5.0' });
	close();
});

it('takes passkeys from the start if it is told to', async () => {
	const options = ['--appwrite', '2.5', '--passkeys'];
	const { endpoint, projectId, close } = await serve([...anyPort, ...options]);
	const headers = { 'x-appwrite-project': projectId };
	const started = await fetch(`${endpoint}/account/tokens/passkey`, { method: 'POST', headers });
	expect((await started.json()).publicKey).toMatchObject({ rpId: 'localhost' });
	close();
});

it('refuses to run in production [DV-02]', async () => {
	vi.stubEnv('NODE_ENV', 'production');
	await expect(serve(anyPort)).rejects.toThrow('NODE_ENV is production');
});

it('says that a port is taken', async () => {
	const { endpoint, close } = await serve(anyPort);
	const { port } = new URL(endpoint);

	await expect(serve([...anyPort, '--port', port])).rejects.toThrow(`port ${port} is taken`);
	close();
});
