import { changeSession } from '../../sealed-session.js';
import { routes } from '../../routes.ts';
import { send, sendForm } from '../send.ts';
import { cookieOf, expect, someAddress, test, type Person, type World } from '../world.ts';
import { PASSWORD, signUp } from './person.ts';

// Somebody at a screen left open, or with a copy of the cookie, who knows the password as well.

/** What takes nothing from the owner and gives nobody a way in, or asks in a way of its own. */
const FREE = [
	'/account',
	'/account?/name',
	'/account?/preferences',
	'/account/activity',
	'/account/confirm',
	'/account/confirm/code',
	'/account/confirm/code?/send',
	'/account/confirm/code?/verify',
	// Shows which second factors there are; its buttons ask.
	'/account/security',
	// Has asked when the app was begun to be set up, in this session and a quarter of an hour ago at most.
	'/account/security/authenticator',
	// Leads on, but for an owner who has just come by their mailbox, see prepared-account.test.ts.
	...['', '?/newPassword', '?/phone', '?/disconnect', '?/removeAuthenticator', '?/finish'].map(
		(action) => `/account/review${action}`
	),
	'/account/security/recovery-codes',
	// Ends access and gives none.
	'/account/sessions',
	'/account/sessions?/revoke',
	'/account/sessions?/revokeOthers',
	// Answers 403, which tests/e2e/token.test.ts sees.
	'/api/token',
	'/api/user',
	'/verify-email/resend'
];

const fields = (person: { email: string }) => ({
	...{ email: `other-${person.email}`, phone: '+447700900123', confirm: 'delete', code: '123456' },
	...{ password: PASSWORD, newPassword: 'a forest of barley', identityId: 'other' }
});

/** Where each door of the signed-in leads, by its address. */
async function open(ask: (door: string, isForm: boolean) => Promise<string>) {
	const closed = routes.filter(({ group }) => group === '(user)');
	const doors = closed.flatMap(({ path, doors }) =>
		doors.map((door) => ({
			at: door.startsWith('?') ? path + door : path,
			isForm: door !== 'GET'
		}))
	);
	const found = new Map<string, string>();
	for (const { at, isForm } of [...doors, { at: '/login/oauth/oidc', isForm: true }])
		found.set(`${isForm ? 'POST' : 'GET'} ${at}`, await ask(at, isForm));
	return found;
}

test('a session in which only the first factor was shown lately changes no way in, whoever knows the password [MF-05]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	// Appwrite counts this session as a whole one; no factor but the password was ever shown in it.
	await browser.post('/account/security?/turnOn');

	const found = await open(async (at, isForm) => {
		const answer = isForm ? await browser.post(at, fields({ email })) : await browser.get(at);
		return String(answer.headers.location ?? answer.status);
	});
	for (const [door, outcome] of found) {
		const [, at = ''] = door.split(' ');
		if (FREE.includes(at)) expect.soft(outcome, door).not.toMatch(/^\/account\/confirm\?/);
		else expect.soft(outcome, door).toMatch(/^\/account\/confirm\?redirectTo=/);
	}
	expect(found.size).toBeGreaterThan(FREE.length);
	expect(JSON.parse((await browser.get('/api/user')).text)).toMatchObject({ email, phone: '' });
	expect((await sendForm(world.origin, '/login', { email, password: PASSWORD })).status).toBe(303);
});

/** A session whose owner last showed who they are more than ten minutes ago. */
async function oldSession(world: World, person: Person) {
	const cookie = await world.logIn(person);
	const confirmation = { at: Date.now() - 10 * 60_000, by: 'password' };
	const value = changeSession(cookie, world.appwrite.apiKey, { confirmation });
	return `${cookie.split('=')[0]}=${value}`;
}

test('a screen left open gives no download, no address and no deletion, and loses nothing that was typed [MF-05 AX-06]', async ({
	world
}) => {
	const ada = await world.signUp();
	const cookie = await oldSession(world, ada);
	const download = await send(world.origin, '/account/data/export', { headers: { cookie } });
	expect(download.headers.location).toBe('/account/confirm?redirectTo=%2Faccount%2Fdata');

	const form = { email: 'ada@king.example', password: ada.password };
	const asked = await sendForm(world.origin, '/account/email', form, { cookie });
	expect(asked.headers.location).toBe('/account/confirm?redirectTo=%2Faccount%2Femail');
	const withDraft = `${cookie}; ${cookieOf(asked.cookies, 'draft')}`;
	const { password } = ada;
	const path = String(asked.headers.location);
	const confirmed = await sendForm(world.origin, path, { password }, { cookie: withDraft });
	expect(confirmed.headers.location).toBe('/account/email');

	const cookies = [cookieOf(confirmed.cookies, 'session'), cookieOf(asked.cookies, 'draft')];
	const headers = { accept: 'text/html', cookie: cookies.join('; ') };
	const { text } = await send(world.origin, '/account/email', { headers });
	expect(text).toContain('This was not done.');
	expect(text).toContain('value="ada@king.example"');
	expect(text).not.toContain(password);
});

test('an account whose second factor is on, and which has none left, confirms by its password [MF-05]', async ({
	world
}) => {
	const ada = await world.signUp();
	const { endpoint, projectId, testKey } = world.appwrite;
	const operator = { 'x-appwrite-project': projectId, 'x-appwrite-key': testKey };
	const type = { 'content-type': 'application/json' };
	const body = JSON.stringify({ mfa: true });
	const headers = { ...operator, ...type };
	await fetch(`${endpoint}/users/${ada.id}/mfa`, { method: 'PATCH', headers, body });

	const cookie = await world.logIn(ada);
	const path = '/account/confirm?redirectTo=%2Faccount%2Femail';
	const get = (at: string, session: string) =>
		send(world.origin, at, { headers: { accept: 'text/html', cookie: session } });
	expect((await get('/account/email', cookie)).headers.location).toBe(path);
	expect((await get(path, cookie)).status).toBe(200);
	const { password } = ada;
	const confirmed = await sendForm(world.origin, path, { password }, { cookie });
	expect(confirmed.headers.location).toBe('/account/email');
	const session = cookieOf(confirmed.cookies, 'session');
	expect((await get('/account/email', session)).status).toBe(200);
});

test('a password does not stand in for the second factor where one is asked for [MF-05]', async ({
	world
}) => {
	const { browser } = await signUp(world);
	await browser.post('/account/security?/turnOn');
	const answer = await browser.post('/account/confirm?redirectTo=%2Faccount%2Femail', {
		password: PASSWORD
	});
	expect(answer.headers.location).toBe('/account/confirm/code?redirectTo=%2Faccount%2Femail');
	expect((await browser.get('/api/user')).status).toBe(200);
});

test('a guest is asked for nothing, as nothing is known of them', async ({ world }) => {
	const guest = await sendForm(world.origin, '/?/guest', {}, someAddress());
	const headers = { accept: 'text/html', cookie: cookieOf(guest.cookies, 'session') };
	for (const path of ['/account/data', '/account/data/export', '/account/connections'])
		expect((await send(world.origin, path, { headers })).status, path).toBe(200);
});
