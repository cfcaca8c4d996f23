import { readFileSync } from 'node:fs';
import { sendForm } from './send.ts';
import { cookieOf, expect, someAddress, test } from './world.ts';

// The app runs in all tests with a key that has this scope alone: processes.js.

test('a key needs the one scope that the README names [SE-03]', async ({ world }) => {
	expect(readFileSync('README.md', 'utf8')).toContain(
		'a key with the scope `sessions.write`, and no other'
	);
	const { endpoint, projectId, apiKey } = world.appwrite;
	const headers = { 'x-appwrite-project': projectId, 'x-appwrite-key': apiKey };
	const users = await fetch(`${endpoint}/users`, { headers });
	expect(await users.json()).toMatchObject({ type: 'general_unauthorized_scope' });
});

test('people sign up, and choose a new password, by that key [SE-03]', async ({ world }) => {
	const { origin, mailedLink } = world;
	const email = `${crypto.randomUUID()}@example.com`;
	const address = someAddress();
	const person = { name: 'Ada', email, password: 'correct horse' };
	const signedUp = await sendForm(origin, '/signup', person, address);
	expect(signedUp.status).toBe(303);
	const cookie = cookieOf(signedUp.cookies, 'session');

	expect((await sendForm(origin, '/forgot-password', { email }, address)).status).toBe(303);
	const { pathname, search } = new URL(await mailedLink(email));
	const reset = await sendForm(
		origin,
		pathname + search,
		{ password: 'a field of barley' },
		address
	);
	expect(reset.status).toBe(303);
	const headers = { cookie };
	const user = await fetch(`${origin}/api/user`, { headers });
	expect(user.status, 'Users API: all sessions end').toBe(401);

	const login = { email, password: 'a field of barley' };
	expect((await sendForm(origin, '/login', login, address)).status).toBe(303);
	expect((await sendForm(origin, '/login/code?/send', { email }, address)).status).toBe(303);
});
