// The production build on a local Appwrite of its own, both on free ports, until SIGTERM.
import { spawnSync } from 'node:child_process';
import { COOKIE_SECRET } from '../sealed-session.js';
import { startApp, startAppwrite } from './processes.js';

// Built anew for each run, so that no stale build is ever tested; tests/run.js has just done it.
if (!process.env.E2E_SKIP_BUILD) build();

const args = ['--port', '0', '--database', ':memory:', '--providers', 'oidc,github,google'];
// Appwrite counts by the address of the caller, too: told the visitor's, it does not take all tests for one.
const isLimited = process.env.E2E_RATE_LIMITS === 'true';
if (isLimited) args.push('--rate-limits');
const { server: appwriteServer, appwrite } = await startAppwrite(...args);
const { server: appServer, origin } = await startApp(appwrite, {
	ADDRESS_HEADER: 'x-forwarded-for',
	BROWSER_TOKENS: 'true',
	COOKIE_SECRET,
	PHONE_LOGIN: 'true',
	APPWRITE_FORWARD_CLIENT_IP: String(isLimited)
});

// One of the two is of no use alone: this process ends when both have.
process.on('SIGTERM', () => stop(0));
for (const server of [appwriteServer, appServer]) server.on('exit', () => stop(1));

const { endpoint, projectId, mailbox } = appwrite;
console.log(`serving ${JSON.stringify({ origin, endpoint, projectId, mailbox })}`);

function build() {
	const { status } = spawnSync('node_modules/.bin/vite', ['build'], { stdio: ['ignore', 2, 2] });
	if (status !== 0) process.exit(1);
}

/** @param {number} code */
function stop(code) {
	process.exitCode ??= code;
	for (const server of [appwriteServer, appServer]) server.kill('SIGTERM');
}
