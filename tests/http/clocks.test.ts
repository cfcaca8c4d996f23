import { totpCode } from '../../src/local-appwrite/auth/totp.ts';
import { secretOfCookie } from '../sealed-session.js';
import { send, sendForm } from './send.ts';
import { cookieOf, expect, someAddress, test as base, type Person, type World } from './world.ts';

// Clocks that are apart: Appwrite's, that of the app, that of a phone.

const HOUR = 3600;

interface Clock {
	/** Sets Appwrite's clock so many seconds before this machine's, behind it if negative, for one test. */
	setAhead(seconds: number): Promise<void>;
	/** What it shows: milliseconds since 1970. */
	now(): number;
}

const test = base.extend<{ clock: Clock }>({
	clock: async ({ world }, use) => {
		let ahead = 0;
		async function setAhead(seconds: number) {
			await world.control('POST', '/clock', { advanceSeconds: seconds - ahead });
			ahead = seconds;
		}
		await use({ setAhead, now: () => Date.now() + ahead * 1000 });
		await setAhead(0);
	}
});

test('a session lives as long as it should, also while Appwrite’s clock is an hour ahead or behind [CK-03 CK-07]', async ({
	clock,
	world
}) => {
	const policy = '/project/policies/session-duration';
	await world.control('PATCH', policy, { duration: HOUR / 2 });
	for (const seconds of [HOUR, -HOUR]) {
		await clock.setAhead(seconds);
		await expectWholeLife(world);
	}
	await world.control('PATCH', policy, { duration: 365 * 24 * HOUR });
});

/** A session of half an hour, from the login to the end. */
async function expectWholeLife(world: World) {
	const ada = await world.signUp();
	const other = await world.logIn(ada);
	const { cookies, headers } = await sendForm(world.origin, '/login', { ...ada }, someAddress());
	expect(headers.location).toBe('/account');
	expect(cookies[0]).toContain(`Max-Age=${HOUR / 2};`);
	expect(cookies[0]).not.toMatch(/expires/i);

	const cookie = cookieOf(cookies, 'session');
	const visit = (path: string) => send(world.origin, path, { headers: { cookie } });
	expect((await visit('/account')).text).toContain(ada.name);
	expect((await visit('/account/sessions')).text).toContain('This device');
	await sendForm(world.origin, '/account/sessions?/revokeOthers', {}, { cookie });
	expect(await isSignedIn(world, other), 'on the other device').toBe(false);
	expect(await isSignedIn(world, cookie)).toBe(true);

	const left = await sendForm(world.origin, '/logout', {}, { cookie });
	expect(left.headers.location).toBe('/');
	expect(await isSignedIn(world, cookie)).toBe(false);
}

async function isSignedIn({ origin }: World, cookie: string) {
	return (await send(origin, '/api/user', { headers: { cookie } })).status === 200;
}

test('codes of a phone whose clock is off are refused with a word on the clock, and lock nobody out [MF-02]', async ({
	clock,
	world
}) => {
	// Into the middle of the thirty seconds of a code, so that none changes meanwhile.
	await clock.setAhead(15 - (Math.floor(Date.now() / 1000) % 30));
	const ada = await world.signUp();
	const key = await addAuthenticator(world, ada, clock.now());
	const cookie = await world.logIn(ada);

	const enter = (secondsOff: number) => {
		const code = totpCode(key, clock.now() + secondsOff * 1000);
		return sendForm(world.origin, '/login/second-factor?/verify', { code }, { cookie });
	};
	for (const secondsOff of [-61, -29, 29, 61]) {
		const { status, text } = await enter(secondsOff);
		expect(status, `${secondsOff} s`).toBe(401);
		expect(text).toMatch(/role="alert"[^>]*>.*Use the newest code.* clock /);
	}
	expect((await enter(5)).headers.location).toBe('/account');
});

/** Has the account ask for the code of an app from now on; answers its key. */
async function addAuthenticator(world: World, ada: Person, now: number): Promise<string> {
	const session = secretOfCookie(await world.logIn(ada), world.appwrite.apiKey);
	const { endpoint, projectId } = world.appwrite;
	const headers = {
		'content-type': 'application/json',
		'x-appwrite-project': projectId,
		'x-appwrite-session': session
	};
	async function ask(method: string, path: string, body: object) {
		const request = { method, headers, body: JSON.stringify(body) };
		return (await fetch(endpoint + path, request)).json();
	}

	const authenticator = '/account/mfa/authenticators/totp';
	const { secret } = await ask('POST', authenticator, {});
	await ask('PUT', authenticator, { otp: totpCode(secret, now) });
	expect(await ask('PATCH', '/account/mfa', { mfa: true })).toMatchObject({ mfa: true });
	return secret;
}
