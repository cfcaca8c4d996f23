// An Appwrite that knows everybody at once and for nothing, so that what is measured is the app. It answers what
// a local Appwrite once answered for a user, under the ID that the session names.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startAppwrite } from '../e2e/processes.js';
import { sealSession, SESSION_COOKIE } from '../sealed-session.js';

const person = { userId: 'ada', email: 'ada@example.com', password: 'correct horse', name: 'Ada' };

const wrongPassword = JSON.stringify({
	message: 'Invalid credentials.',
	code: 401,
	type: 'user_invalid_credentials'
});

const apiKey = 'standard_bench';

/** The session of anybody, as Appwrite names it. @param {string} id */
function sessionOf(id) {
	const secret = 'bench'.repeat(50);
	return Buffer.from(JSON.stringify({ id, secret })).toString('base64');
}

/** The cookies with it, as this app sets one, and as the documented way does. @param {string} id */
export function sessionCookie(id) {
	const secret = sessionOf(id);
	return `session=${secret}; ${SESSION_COOKIE}=${sealSession(secret, apiKey)}`;
}

/** @param {{ faults?: number }} [options] the share of the answers that are none */
export async function startStub({ faults = 0 } = {}) {
	const account = await recordAccount();
	const calls = { count: 0 };

	const server = createServer((request, response) => {
		calls.count += 1;
		if (Math.random() < faults) return answerFault(response);
		const id = userOf(request.headers);
		response.setHeader('content-type', 'application/json');
		if (request.method === 'POST') return response.writeHead(401).end(wrongPassword);
		response.end(JSON.stringify({ ...account, $id: id, name: id }));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

	const appwrite = {
		endpoint: `http://127.0.0.1:${port}/v1`,
		projectId: 'bench',
		apiKey
	};
	return { appwrite, calls, stop: () => server.close() };
}

/** One of the ways in which a server does not answer. @param {import('node:http').ServerResponse} response */
function answerFault(response) {
	const kind = Math.floor(Math.random() * 4);
	if (kind === 0) return void response.destroy();
	if (kind === 1) return void response.writeHead(503).end('<h1>Service Unavailable</h1>');
	if (kind === 2)
		return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello');
	// No answer at all: whoever asked has to give up.
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
function userOf(headers) {
	const secret = String(headers['x-appwrite-session'] ?? '');
	return secret ? JSON.parse(Buffer.from(secret, 'base64').toString()).id : person.userId;
}

async function recordAccount() {
	const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');

	/** @param {string} path @param {Record<string, string>} headers @param {object} [body] */
	async function ask(path, headers, body) {
		const response = await fetch(`${appwrite.endpoint}/account${path}`, {
			method: body ? 'POST' : 'GET',
			headers: {
				'content-type': 'application/json',
				'x-appwrite-project': appwrite.projectId,
				...headers
			},
			body: body && JSON.stringify(body)
		});
		if (!response.ok) throw new Error(`the local Appwrite answered ${response.status}`);
		return response.json();
	}

	const key = { 'x-appwrite-key': appwrite.apiKey };
	await ask('', key, person);
	const { secret } = await ask('/sessions/email', key, person);
	const account = await ask('', { 'x-appwrite-session': secret });
	server.kill();
	return account;
}
