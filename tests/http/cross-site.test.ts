import type { OutgoingHttpHeaders } from 'node:http';
import { startApp } from '../e2e/processes.js';
import { routes, writes } from '../routes.ts';
import { send, sendForm } from './send.ts';
import { expect, test } from './world.ts';

// What other sites can have a browser send here, with the cookie of somebody who is signed in.

const types = [
	'application/x-www-form-urlencoded',
	'APPLICATION/X-WWW-FORM-URLENCODED; charset=x',
	'multipart/form-data; boundary=x',
	'text/plain',
	'text/plain;application/json',
	'application/json',
	'foo/bar',
	null
];

const senders: OutgoingHttpHeaders[] = [
	{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
	{ origin: 'null' },
	// Another port of the same host is the same site: the cookie comes along.
	{ origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' },
	{ 'sec-fetch-site': 'cross-site' }
];

test('nothing is written for another site, whatever it sends and wherever to [CS-02]', async ({
	world
}) => {
	const cookie = await world.logIn(await world.signUp());
	const asked = writes.flatMap((write) =>
		types.flatMap((type) =>
			senders.map((sender) => ({
				...write,
				headers: {
					...sender,
					...(type ? { 'content-type': type } : {}),
					accept: 'text/html',
					cookie
				}
			}))
		)
	);
	expect(asked.length).toBeGreaterThan(writes.length * 30);

	world.calls.length = 0;
	const body = 'name=Eve&email=eve%40example.com&password=correct+horse&confirm=delete';
	for (let from = 0; from < asked.length; from += 40) {
		const crowd = asked.slice(from, from + 40).map(async ({ path, method, headers }) => {
			const { status } = await send(world.origin, path, { method, headers, body });
			expect(status, `${method} ${path} ${JSON.stringify(headers)}`).toBe(403);
		});
		await Promise.all(crowd);
	}
	expect(world.calls).toEqual([]);
});

test('a GET writes nothing, not even at the address of an action [CS-01]', async ({ world }) => {
	const cookie = await world.logIn(await world.signUp());
	const addresses = new Set([...routes, ...writes].map(({ path }) => path));
	world.calls.length = 0;
	const answers = [...addresses].flatMap((path) =>
		['GET', 'HEAD', 'OPTIONS'].map((method) =>
			send(world.origin, path, { method, headers: { accept: 'text/html', cookie } })
		)
	);
	for (const { status } of await Promise.all(answers)) expect(status).toBeLessThan(500);
	expect(world.calls.length).toBeGreaterThan(10);
	expect(world.calls.filter((call) => !call.startsWith('GET '))).toEqual([]);
});

for (const mode of ['development', 'test']) {
	test(`a build refuses other sites with NODE_ENV=${mode}, too [CS-03]`, async ({ world }) => {
		const env = { NODE_ENV: mode };
		const app = await startApp({ ...world.appwrite }, env);
		const ada = await world.signUp();
		for (const sender of senders) {
			const { status } = await sendForm(
				app.origin,
				'/login',
				{ ...ada },
				{ origin: '', ...sender }
			);
			expect(status).toBe(403);
		}
		expect((await sendForm(app.origin, '/login', { ...ada })).status).toBe(303);
		app.server.kill('SIGKILL');
	});
}
