// A production build in a process of its own that tells what it uses.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../e2e/processes.js';

/** @typedef {{ endpoint: string, projectId: string, apiKey: string }} Appwrite */
/** @typedef {Awaited<ReturnType<typeof startApp>>} App */

export const root = join(import.meta.dirname, '../..');

/**
 * Builds an app that is for comparison only; answers where.
 * @param {string} name of a folder beside this file
 */
export function buildRival(name) {
	const { status } = spawnSync(
		join(root, 'node_modules/.bin/vite'),
		['build', '--config', 'bench.vite.js', '--logLevel', 'error'],
		{ cwd: join(import.meta.dirname, name), stdio: ['ignore', 'ignore', 'inherit'] }
	);
	if (status !== 0) throw new Error(`${name} does not build`);
	return join(root, 'test-results/bench', name, 'build');
}

/**
 * @param {Appwrite} appwrite
 * @param {{ build?: string, env?: NodeJS.ProcessEnv, execArgv?: string[] }} [options]
 */
export async function startApp({ endpoint, projectId, apiKey }, options = {}) {
	const { build = join(root, 'build'), env, execArgv = [] } = options;
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const server = fork(build, {
		execArgv: ['--import', join(import.meta.dirname, 'usage.js'), ...execArgv],
		env: {
			HOST: '127.0.0.1',
			PORT: String(port),
			ORIGIN: origin,
			ADDRESS_HEADER: 'x-forwarded-for',
			APPWRITE_ENDPOINT: endpoint,
			APPWRITE_PROJECT_ID: projectId,
			APPWRITE_API_KEY: apiKey,
			...env
		},
		stdio: ['ignore', 'pipe', 'inherit', 'ipc']
	});
	const { stdout } = server;
	if (!stdout) throw new Error('the output of a server is not piped');
	await Promise.race([once(stdout, 'data'), once(server, 'exit')]);
	if (server.exitCode !== null) throw new Error('a server ended as soon as it was started');
	stdout.resume();

	/** @param {'cpu' | 'memory'} what */
	async function ask(what) {
		server.send(what);
		const [answer] = await once(server, 'message');
		return answer;
	}

	/** Since the start. @returns {Promise<number>} microseconds */
	const cpu = () => ask('cpu');
	/** @returns {Promise<{ rss: number, heapUsed: number }>} bytes */
	const memory = () => ask('memory');

	async function stop() {
		if (server.exitCode !== null || !server.kill()) return;
		await once(server, 'exit');
	}

	return { origin, port, pid: server.pid, cpu, memory, stop };
}
