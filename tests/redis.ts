import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './e2e/processes.js';

const program = ['redis-server', 'valkey-server'].find(
	(name) => spawnSync(name, ['--version']).status === 0
);

/** Why tests with Redis are left out; nothing where they run. */
export const redisIsMissing = program ? '' : 'needs redis-server or valkey-server: install one';

/** A Redis that keeps nothing on disk; on `port`, or a free one. */
export async function startRedis(port?: number) {
	if (!program) throw new Error(redisIsMissing);
	const taken = port ?? (await freePort());
	const options = ['--port', String(taken), '--bind', '127.0.0.1', '--save', ''];
	const server = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
	for await (const line of server.stdout) if (/ready to accept/i.test(String(line))) break;

	return {
		port: taken,
		url: `redis://127.0.0.1:${taken}`,
		/** Keeps its connections from now on, and answers nothing. */
		hang: () => server.kill('SIGSTOP'),
		goOn: () => server.kill('SIGCONT'),
		async stop() {
			if (server.signalCode) return;
			const end = once(server, 'exit');
			server.kill('SIGKILL');
			await end;
		}
	};
}
