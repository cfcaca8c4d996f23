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
	[['--port', 'x'], '--port x is no port.']
])('refuses %j [DV-03]', async (args, message) => {
	await expect(serve(args)).rejects.toThrow(message);
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
