import { randomInt } from 'node:crypto';
import type { Browser } from '../browser.ts';
import { expect, test, type World } from '../world.ts';
import { ownerAt } from './appwrite-api.ts';
import {
	followLink,
	mailsTo,
	newBrowser,
	newestMail,
	NEW_PASSWORD,
	PASSWORD,
	setUpAuthenticator,
	showCode,
	signUp
} from './person.ts';

// Somebody signs up with the address of another person, and waits in that account for its owner.

const REVIEW = '/account/review';
const someNumber = () => `+447700901${String(randomInt(10_000)).padStart(4, '0')}`;

/** An account with somebody else's address, in the browser of whoever has made it. */
async function prepare(world: World) {
	const email = `${crypto.randomUUID()}@example.com`;
	const browser = newBrowser(world.origin);
	await browser.post('/signup', { name: 'Eve', email, password: PASSWORD });
	return { email, browser, mail: await newestMail(world, email) };
}

/** Logs in by a mailed code. */
async function comeByCode(world: World, email: string, browser = newBrowser(world.origin)) {
	const [previous] = await mailsTo(world, email);
	await browser.post('/login/code?/send', { email });
	const { otp } = await newestMail(world, email, previous);
	const answer = await browser.post('/login/code?/verify', { code: otp });
	expect(answer.status, answer.text).toBe(303);
	return browser;
}

async function isSignedIn(browser: Browser) {
	return (await browser.get('/api/user')).status === 200;
}

test('nothing is added to an account whose address is not confirmed [OA-05 VF-03]', async ({
	world
}) => {
	const { email, password } = await world.signUp();
	const browser = newBrowser(world.origin);
	await browser.post('/login', { email, password });
	const first = (redirectTo: string) =>
		`/verify-email/resend?${new URLSearchParams({ redirectTo, notice: 'confirm-email-first' })}`;
	const form = { phone: someNumber(), password };
	for (const answer of [
		await browser.get('/account/phone'),
		await browser.post('/account/phone', form)
	]) {
		expect(answer.headers.location).toBe(first('/account/phone'));
	}
	const provider = await browser.post('/login/oauth/oidc');
	expect(provider.headers.location).toBe(first('/login/oauth/oidc'));
	expect((await browser.get('/account/connections')).text).toContain(
		'Confirm your email address</a> first'
	);
	const { text } = await browser.get(first('/account/phone'));
	expect(text).toContain('so that nobody but its owner adds ways to log in');

	// The way back is kept in the mail.
	const sent = await browser.post('/verify-email/resend?redirectTo=%2Faccount%2Fphone');
	expect(sent.headers.location).toContain('redirectTo=%2Faccount%2Fphone');
	const { links } = await newestMail(world, email);
	const { pathname, search } = new URL(links[0] ?? '');
	await browser.get(pathname + search);
	const done = await browser.post('/verify-email?redirectTo=%2Faccount%2Fphone');
	expect(done.headers.location).toBe('/account/phone?notice=email-verified');
	expect((await browser.get('/account/phone')).status).toBe(200);
	expect((await browser.post('/account/phone', form)).status).toBe(303);
});

test('a number that was set past the app is not confirmed either before the address is [OA-05]', async ({
	world
}) => {
	const { email, browser } = await prepare(world);
	const atAppwrite = await ownerAt(world, email, PASSWORD);
	await atAppwrite('PATCH', '/account/phone', { phone: someNumber(), password: PASSWORD });
	for (const action of ['', '?/send', '?/verify']) {
		const address = `/account/phone/code${action}`;
		const form = { code: '123456' };
		const { headers } = action ? await browser.post(address, form) : await browser.get(address);
		expect(headers.location, address).toMatch(/^\/verify-email\/resend\?/);
	}
});

test('the owner of the address ends all other sessions, and sees every other way in before anything else [OA-05]', async ({
	world
}) => {
	const attacker = await prepare(world);
	const atAppwrite = await ownerAt(world, attacker.email, PASSWORD);
	const phone = someNumber();
	await atAppwrite('PATCH', '/account/phone', { phone, password: PASSWORD });

	const owner = await comeByCode(world, attacker.email);
	expect(await isSignedIn(attacker.browser)).toBe(false);
	expect((await owner.get('/api/user')).status).toBe(403);
	for (const address of ['/account', '/account/data/export', '/verify-email/resend']) {
		const expected = `${REVIEW}?${new URLSearchParams({ redirectTo: address })}`;
		expect((await owner.get(address)).headers.location, address).toBe(expected);
	}
	const action = await owner.post('/account?/name', { name: 'Ada' });
	expect(action.headers.location).toBe(`${REVIEW}?redirectTo=%2Faccount`);
	for (const address of ['/', '/readyz']) expect((await owner.get(address)).status).toBe(200);

	const page = (await owner.get(REVIEW)).text;
	expect(page).toContain('A password');
	expect(page).toContain(phone);
	expect(page).toContain('first choose a new one');

	// The password that somebody else has chosen ends by a mail, and leads back to what is left.
	const [previous] = await mailsTo(world, attacker.email);
	await owner.post(`${REVIEW}?/newPassword`);
	const mail = await newestMail(world, attacker.email, previous);
	await followLink(owner, mail, { password: NEW_PASSWORD });
	const password = { email: attacker.email, password: NEW_PASSWORD };
	expect((await owner.post('/login', password)).status).toBe(303);
	expect((await owner.get('/account')).headers.location).toMatch(REVIEW);
	const rest = (await owner.get(REVIEW)).text;
	expect(rest).not.toContain('A password');
	expect(rest).toContain(phone);

	const own = someNumber();
	const changed = await owner.post(`${REVIEW}?/phone`, { phone: own, password: NEW_PASSWORD });
	expect(changed.headers.location, changed.text).toBe(`${REVIEW}?notice=number-changed`);
	expect((await owner.get(REVIEW)).text).toContain(own);
	const finished = await owner.post(`${REVIEW}?/finish&redirectTo=%2Faccount%2Fsessions`);
	expect(finished.headers.location).toBe('/account/sessions');
	expect(await isSignedIn(owner)).toBe(true);
	expect((await owner.get(REVIEW)).headers.location).toBe('/account');

	expect(await isSignedIn(await comeByCode(world, attacker.email)), 'once is enough').toBe(true);
	const back = { email: attacker.email, password: PASSWORD };
	expect((await attacker.browser.post('/login', back)).status).toBe(401);
});

test('a mailed link to log in does the same [OA-05]', async ({ world }) => {
	const attacker = await prepare(world);
	const owner = newBrowser(world.origin);
	await owner.post('/login/link', { email: attacker.email });
	await followLink(owner, await newestMail(world, attacker.email, attacker.mail));
	expect(await isSignedIn(attacker.browser)).toBe(false);
	expect((await owner.get('/account')).headers.location).toMatch(REVIEW);
});

test('a confirmation of who it is leads around nothing, nor does another login in the same browser [OA-05]', async ({
	world
}) => {
	const { email } = await prepare(world);
	const owner = await comeByCode(world, email);
	const form = { password: PASSWORD };
	const confirmed = await owner.post(`/account/confirm?redirectTo=%2Faccount`, form);
	expect(confirmed.status, confirmed.text).toBe(303);
	expect((await owner.get('/account')).headers.location).toMatch(REVIEW);
	await owner.post('/login', { email, password: PASSWORD });
	expect((await owner.get('/account')).headers.location).toMatch(REVIEW);

	// Whoever leaves without having looked is asked again.
	await owner.post('/logout');
	const again = await comeByCode(world, email, owner);
	expect((await again.get('/account')).headers.location).toMatch(REVIEW);
});

test('nobody who has made an account can say that its owner has looked [OA-05]', async ({
	world
}) => {
	const honest = await signUp(world);
	const { prefs } = await (await ownerAt(world, honest.email, PASSWORD))('GET', '/account');
	expect(Object.keys(prefs)).toEqual(['ownerProof']);

	const attacker = await prepare(world);
	const atAppwrite = await ownerAt(world, attacker.email, PASSWORD);
	await atAppwrite('PATCH', '/account/prefs', { prefs });
	const owner = await comeByCode(world, attacker.email);
	expect((await owner.get('/account')).headers.location).toMatch(REVIEW);

	// Nor does the proof of one address hold for the next.
	const victim = `${crypto.randomUUID()}@example.com`;
	await honest.browser.post('/account/email', { email: victim, password: PASSWORD });
	const next = await comeByCode(world, victim);
	expect(await isSignedIn(honest.browser)).toBe(false);
	expect((await next.get('/account')).headers.location).toMatch(REVIEW);
});

test('who signs up and presses the link is shown nothing, and other sessions end [OA-05]', async ({
	world
}) => {
	const { email, browser, mail } = await prepare(world);
	const elsewhere = newBrowser(world.origin);
	await elsewhere.post('/login', { email, password: PASSWORD });
	const done = await followLink(browser, mail);
	expect(done.headers.location).toBe('/account?notice=email-verified');
	expect((await browser.get('/account')).status).toBe(200);
	expect(await isSignedIn(elsewhere)).toBe(false);
	expect(await isSignedIn(await comeByCode(world, email))).toBe(true);
	expect(await isSignedIn(browser), 'only the first time').toBe(true);
});

test('who is new by a mailed code is shown nothing; a second time costs one call, a password none [OA-05]', async ({
	world
}) => {
	const email = `${crypto.randomUUID()}@example.com`;
	expect(await isSignedIn(await comeByCode(world, email))).toBe(true);

	const browser = newBrowser(world.origin);
	const [previous] = await mailsTo(world, email);
	await browser.post('/login/code?/send', { email });
	const { otp } = await newestMail(world, email, previous);
	world.calls.length = 0;
	await browser.post('/login/code?/verify', { code: otp });
	expect(world.calls).toEqual(['POST /v1/account/sessions/token', 'GET /v1/account']);

	const ada = await signUp(world);
	world.calls.length = 0;
	await newBrowser(world.origin).post('/login', { email: ada.email, password: PASSWORD });
	expect(world.calls).toEqual(['POST /v1/account/sessions/email']);
});

test('where a second factor comes first, the ways in are shown after it [OA-05]', async ({
	world
}) => {
	const { id, email, browser } = await signUp(world);
	const { codes } = await setUpAuthenticator(browser);
	await clearPrefs(world, id);

	const owner = await comeByCode(world, email);
	expect((await owner.get('/account')).headers.location).toMatch(/^\/login\/second-factor/);
	await showCode(owner, '/login/second-factor', 'recoveryCode', codes[0] ?? '');
	expect((await owner.get('/account')).headers.location).toMatch(REVIEW);
	expect(await isSignedIn(browser)).toBe(false);
	const { text } = await owner.get(REVIEW);
	expect(text).toContain('A password');
	expect(text, 'it has just been shown').not.toContain('An authenticator app');
});

test('an outage in between leaves nothing open [OA-05]', async ({ world }) => {
	const { email, browser: attacker } = await prepare(world);
	const owner = newBrowser(world.origin);
	const [previous] = await mailsTo(world, email);
	await owner.post('/login/code?/send', { email });
	const { otp } = await newestMail(world, email, previous);
	world.lost = 'GET /v1/account/mfa/factors';
	expect((await owner.post('/login/code?/verify', { code: otp })).status).toBe(303);
	expect((await owner.get('/account')).headers.location).toMatch(REVIEW);
	await owner.post(`${REVIEW}?/finish`);
	expect(await isSignedIn(owner)).toBe(true);
	expect(await isSignedIn(attacker)).toBe(false);
});

/** Clears the prefs of a user, as another app of the project may. */
async function clearPrefs({ appwrite }: World, id: string) {
	const { endpoint, projectId, testKey } = appwrite;
	const response = await fetch(`${endpoint}/users/${id}/prefs`, {
		method: 'PATCH',
		headers: {
			'content-type': 'application/json',
			'x-appwrite-project': projectId,
			'x-appwrite-key': testKey
		},
		body: JSON.stringify({ prefs: {} })
	});
	expect(response.status).toBe(200);
}
