import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { RecordedVersion, Target } from './target.ts';

export interface LocalAppwrite {
	target: Target;
	stop: () => Promise<void>;
}

const OPTIONS = ['--port', '0', '--database', ':memory:', '--fast-hash'];

/** Starts the embedded Appwrite as a command of its own, on a free port and with an empty database. */
export async function startLocalAppwrite(
	version: RecordedVersion,
	...options: string[]
): Promise<LocalAppwrite> {
	const script = 'src/local-appwrite/bin.js';
	const server = spawn(process.execPath, [script, '--appwrite', version, ...OPTIONS, ...options], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const exit = once(server, 'exit');
	const firstLine = once(createInterface(server.stdout), 'line');

	const line = await Promise.race([firstLine, exit.then(() => undefined)]);
	if (!line) throw new Error('the embedded Appwrite ended before it said where it is');

	const { mailbox, control, oidc, ...project } = JSON.parse(String(line[0]));
	return {
		target: { ...project, version, facilities: { mailbox, control, oidc } },
		stop: async () => {
			server.kill();
			await exit;
		}
	};
}
