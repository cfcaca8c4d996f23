// The production build on a local Appwrite of its own, both on free ports, until SIGTERM.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** @type {import('node:child_process').ChildProcess[]} */
const servers = [];

process.on('SIGTERM', () => stop(0));

// Built anew for each run, so that no stale build is ever tested; tests/run.js has just done it.
if (!process.env.E2E_SKIP_BUILD) build();

const appwrite = start(
	['src/local-appwrite/bin.js', '--port', '0', '--database', ':memory:'],
	process.env
);
const { endpoint, projectId, apiKey, mailbox } = JSON.parse(await firstLine(appwrite));

const port = await freePort();
const origin = `http://localhost:${port}`;
const app = start(['build'], {
	PORT: String(port),
	ORIGIN: origin,
	APPWRITE_ENDPOINT: endpoint,
	APPWRITE_PROJECT_ID: projectId,
	APPWRITE_API_KEY: apiKey
});
await firstLine(app);

console.log(`serving ${JSON.stringify({ origin, endpoint, projectId, mailbox })}`);

function build() {
	const { status } = spawnSync('node_modules/.bin/vite', ['build'], { stdio: ['ignore', 2, 2] });
	if (status !== 0) process.exit(1);
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function start(args, env) {
	const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
	server.on('exit', () => stop(1));
	servers.push(server);
	return server;
}

/** One of the two is of no use alone: this process ends when both have. @param {number} code */
function stop(code) {
	process.exitCode ??= code;
	for (const server of servers) server.kill('SIGTERM');
}

/** @param {import('node:child_process').ChildProcess} server */
async function firstLine({ stdout }) {
	if (!stdout) throw new Error('the output of a server is not piped');
	const [line] = await once(createInterface(stdout), 'line');
	return line;
}

/** ORIGIN names the port before the app listens. */
async function freePort() {
	const server = createServer().listen(0);
	await once(server, 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	await new Promise((closed) => server.close(closed));
	return port;
}
