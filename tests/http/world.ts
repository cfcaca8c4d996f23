import { randomBytes } from 'node:crypto';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test as base, expect } from '@playwright/test';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { send } from './send.ts';

export interface Person {
	id: string;
	name: string;
	email: string;
	password: string;
}

type Appwrite = Awaited<ReturnType<typeof startAppwrite>>['appwrite'];

/** An app of its own, and a look at all that it asks of its Appwrite. */
export interface World {
	origin: string;
	/** As the app reaches it. */
	appwrite: Appwrite;
	/** Changes something at the Appwrite: its clock, its policies, what it fails at. */
	control(method: string, path: string, change: object): Promise<void>;
	/** Method and path of each call of the app; to be emptied by who counts. */
	calls: string[];
	/** What Appwrite adds to every user from now on. */
	extras: object;
	/** The next such call, method and path, is done, but its answer is lost. */
	lost: string;
	/** The link of the newest mail to this address. */
	mailedLink(address: string): Promise<string>;
	signUp(name?: string): Promise<Person>;
	/** Has the address of this person confirmed, by who runs the Appwrite. */
	confirm(person: Person): Promise<void>;
	/** Has this person asked for a code by mail after each login from now on. */
	requireSecondFactor(person: Person): Promise<void>;
	block(person: Person): Promise<void>;
	/** The cookie of somebody who has just logged in. */
	logIn(person: Person, headers?: Record<string, string>): Promise<string>;
}

/** Starts once for each worker; its tests bring people of their own. */
export const test = base.extend<object, { world: World }>({
	world: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
		async ({}, use) => {
			const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
			const calls: string[] = [];
			const world = { calls, extras: {}, lost: '' };
			const { endpoint, close } = await watch(appwrite.endpoint, world);
			const app = await startApp(
				{ ...appwrite, endpoint },
				{
					ADDRESS_HEADER: 'x-forwarded-for',
					PHONE_LOGIN: 'true'
				}
			);

			await use(
				Object.assign(world, {
					origin: app.origin,
					appwrite: { ...appwrite, endpoint },
					control: async (method: string, path: string, change: object) => {
						await sendJson(method, appwrite.control + path, change);
					},
					mailedLink: (address: string) => mailedLink(appwrite.mailbox, address),
					signUp: (name = 'Ada Lovelace') => signUp(appwrite, name),
					confirm: (person: Person) =>
						updateUser(appwrite, person, 'verification', { emailVerification: true }),
					requireSecondFactor: async (person: Person) => {
						await updateUser(appwrite, person, 'verification', { emailVerification: true });
						await updateUser(appwrite, person, 'mfa', { mfa: true });
					},
					block: (person: Person) => updateUser(appwrite, person, 'status', { status: false }),
					logIn: (person: Person, headers = {}) => logIn(app.origin, person, headers)
				})
			);

			app.server.kill('SIGKILL');
			server.kill('SIGKILL');
			close();
		},
		{ scope: 'worker' }
	]
});

/** Stands between the app and its Appwrite, writes down the calls, and adds to the users that pass. */
async function watch(endpoint: string, world: Pick<World, 'calls' | 'extras' | 'lost'>) {
	const server = createServer((incoming, outgoing) => {
		const call = `${incoming.method} ${incoming.url}`;
		world.calls.push(call);
		const { hostname, port } = new URL(endpoint);
		const { method, url: path, headers } = incoming;
		const onward = request({ agent: false, hostname, port, method, path, headers }, (response) => {
			if (world.lost === call) {
				world.lost = '';
				response.destroy();
				outgoing.destroy();
			} else if (method === 'GET' && path === '/v1/account')
				addTo(response, world.extras, outgoing);
			else response.pipe(outgoing.writeHead(response.statusCode ?? 502, response.headers));
		});
		incoming.pipe(onward);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	function close() {
		server.closeAllConnections();
		server.close();
	}
	return { endpoint: `http://127.0.0.1:${port}/v1`, close };
}

async function addTo(response: IncomingMessage, extras: object, outgoing: ServerResponse) {
	const chunks = await response.toArray();
	const user = JSON.parse(Buffer.concat(chunks).toString());
	outgoing.writeHead(response.statusCode ?? 502, { 'content-type': 'application/json' });
	outgoing.end(JSON.stringify({ ...user, ...extras }));
}

async function sendJson(method: string, address: string, body: object, headers = {}) {
	const type = { 'content-type': 'application/json' };
	const response = await fetch(address, {
		method,
		headers: { ...type, ...headers },
		body: JSON.stringify(body)
	});
	const text = await response.text();
	expect(response.ok, `${method} ${address}: ${text}`).toBe(true);
	return JSON.parse(text || '{}');
}

async function signUp(appwrite: Appwrite, name: string): Promise<Person> {
	const id = randomBytes(8).toString('hex');
	const person = { name, email: `${id}@example.com`, password: 'correct horse' };
	const headers = { 'x-appwrite-project': appwrite.projectId };
	await sendJson('POST', `${appwrite.endpoint}/account`, { userId: id, ...person }, headers);
	return { id, ...person };
}

/** Changes what only an operator can. */
async function updateUser(
	{ endpoint, projectId, testKey }: Appwrite,
	{ id }: Person,
	what: string,
	change: object
) {
	const key = { 'x-appwrite-project': projectId, 'x-appwrite-key': testKey };
	await sendJson('PATCH', `${endpoint}/users/${id}/${what}`, change, key);
}

async function mailedLink(mailbox: string, address: string): Promise<string> {
	const mails = `${mailbox}/messages.json?to=${encodeURIComponent(address)}`;
	const [mail] = await (await fetch(mails)).json();
	return mail.links[0];
}

/** From an address of its own, as far as the app's limits know. */
async function logIn(origin: string, { email, password }: Person, headers: Record<string, string>) {
	const answer = await send(origin, '/api/session', {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...someAddress(), ...headers },
		body: JSON.stringify({ email, password })
	});
	expect(answer.status, answer.text).toBe(303);
	return cookieOf(answer.cookies, 'session');
}

/** `name=value` of the cookie of the app that was set, with its prefixes; `name` is without. */
export function cookieOf(cookies: string[], name: string): string {
	const found = cookies.find((cookie) =>
		cookie.replace(/^__Host-/, '').startsWith(`appwrite-ssr-${name}=`)
	);
	return found?.split(';')[0] ?? '';
}

/** The header by which the app knows a visitor's address. */
export function someAddress() {
	return { 'x-forwarded-for': `10.${[...randomBytes(3)].join('.')}` };
}

export { expect };
