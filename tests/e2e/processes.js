// Starts the servers that tests run against, each a process of its own on a free port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** @typedef {import('node:child_process').ChildProcess} Server */
/**
 * `testKey` may do more than the app's `apiKey`.
 * @typedef {{ endpoint: string, projectId: string, apiKey: string, testKey: string, mailbox: string, control: string, oidc: string }} Appwrite
 */

/** What the README asks for: whatever the app calls beyond it fails in every test. */
const SCOPES = ['sessions.write'];

/**
 * A local Appwrite with password hashes that cost nothing, and a key for the app.
 * @param {string[]} args
 * @returns {Promise<{ server: Server, appwrite: Appwrite }>}
 */
export async function startAppwrite(...args) {
	const server = start(['src/local-appwrite/bin.js', '--fast-hash', ...args], process.env);
	const appwrite = JSON.parse(await firstLine(server));
	const apiKey = await createKey(appwrite);
	return { server, appwrite: { ...appwrite, apiKey, testKey: appwrite.apiKey } };
}

/** @param {Appwrite} appwrite */
async function createKey({ control }) {
	const response = await fetch(`${control}/project/keys`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ keyId: 'unique()', name: 'App', scopes: SCOPES })
	});
	const { secret } = await response.json();
	return secret;
}

/**
 * The production build, on this Appwrite.
 * @param {Pick<Appwrite, 'endpoint' | 'projectId' | 'apiKey'>} appwrite
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function startApp({ endpoint, projectId, apiKey }, env) {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const server = start(['build'], {
		PORT: String(port),
		ORIGIN: origin,
		APPWRITE_ENDPOINT: endpoint,
		APPWRITE_PROJECT_ID: projectId,
		APPWRITE_API_KEY: apiKey,
		...env
	});
	await firstLine(server);
	return { server, origin };
}

/** Known before anything listens on it, as ORIGIN must be. */
export async function freePort() {
	const server = createServer().listen(0);
	await once(server, 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	await new Promise((closed) => server.close(closed));
	return port;
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function start(args, env) {
	const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
	server.stderr.pipe(process.stderr);
	return server;
}

/** @param {Server} server */
async function firstLine(server) {
	if (!server.stdout) throw new Error('the output of a server is not piped');
	const lines = createInterface(server.stdout);
	const line = once(lines, 'line');
	const exit = once(server, 'exit').then(([code]) => {
		throw new Error(`a server ended with ${code} before it was up`);
	});
	const [first] = await Promise.race([line, exit]);
	return first;
}
