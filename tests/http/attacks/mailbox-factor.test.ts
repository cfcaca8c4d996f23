import { startApp } from '../../e2e/processes.js';
import { Browser } from '../browser.ts';
import { expect, test, type World } from '../world.ts';
import {
	mailsTo,
	newBrowser,
	newestMail,
	NEW_PASSWORD,
	PASSWORD,
	resetPassword,
	setUpAuthenticator,
	showCode,
	signUp
} from './person.ts';

// Somebody who reads the victim's mail, and has nothing else of theirs.

const LOGIN = '/login/second-factor';
const CONFIRM = '/account/confirm/code';

/** An app with MAILED_FACTORS, for as long as `attack` takes. */
async function withMailedFactors({ appwrite }: World, attack: (origin: string) => Promise<void>) {
	const env = { ADDRESS_HEADER: 'x-forwarded-for', MAILED_FACTORS: 'true' };
	const app = await startApp(appwrite, env);
	try {
		await attack(app.origin);
	} finally {
		app.server.kill('SIGKILL');
	}
}

async function isSignedIn(browser: Browser) {
	return (await browser.get('/api/user')).status === 200;
}

/** Asks for a code by mail at the page of `path`; answers the code, or the status of a refusal. */
async function askForMail(world: World, browser: Browser, email: string, path = LOGIN) {
	const [previous] = await mailsTo(world, email);
	const sent = await browser.post(`${path}?/send`, { factor: 'email' });
	if (sent.status !== 303) return sent.status;
	return (await newestMail(world, email, previous)).otp;
}

test('whoever reads the mail does not get past an authenticator app by a new password [MF-07]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	await setUpAuthenticator(browser);

	const attacker = await resetPassword(world, email);
	const question = await attacker.get(LOGIN);
	expect(question.text).toContain('authenticator app');
	expect(question.text).not.toContain('Email me a code');
	expect(await askForMail(world, attacker, email)).toBe(400);
	const byPhone = await attacker.post(`${LOGIN}?/send`, { factor: 'phone' });
	expect(byPhone.status).toBe(400);
	expect(await isSignedIn(attacker)).toBe(false);
});

test('a code that was mailed before there was an app opens nothing after it [MF-07]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	await browser.post('/account/security?/turnOn');
	const attacker = newBrowser(world.origin);
	await attacker.post('/login', { email, password: PASSWORD });
	const code = String(await askForMail(world, attacker, email));

	const own = String(await askForMail(world, browser, email, CONFIRM));
	expect((await browser.post(`${CONFIRM}?/verify`, { code: own })).status).toBe(303);
	await setUpAuthenticator(browser);
	expect((await attacker.post(`${LOGIN}?/verify`, { code })).status).toBe(401);
	expect(await isSignedIn(attacker)).toBe(false);
});

test('whose mailbox is the only second factor is told that it opens the account, and is not locked out [MF-07]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	await browser.post('/account/security?/turnOn');
	const security = await browser.get('/account/security');
	expect(security.text).toContain('Your mailbox alone opens your account');

	const again = await resetPassword(world, email);
	const code = String(await askForMail(world, again, email));
	expect((await again.post(`${LOGIN}?/verify`, { code })).status).toBe(303);
	expect(await isSignedIn(again)).toBe(true);
});

test('MAILED_FACTORS offers a code by mail beside the app, but not after a new password by mail [MF-07]', async ({
	world
}) => {
	await withMailedFactors(world, async (origin) => {
		const { email, browser } = await signUp(world, origin);
		await setUpAuthenticator(browser);

		const owner = newBrowser(origin);
		await owner.post('/login', { email, password: PASSWORD });
		expect((await owner.get(LOGIN)).text).toContain('Email me a code');
		const code = String(await askForMail(world, owner, email));
		expect((await owner.post(`${LOGIN}?/verify`, { code })).status).toBe(303);
		expect(await isSignedIn(owner)).toBe(true);

		const attacker = await resetPassword(world, email, origin);
		expect((await attacker.get(LOGIN)).text).not.toContain('Email me a code');
		expect(await askForMail(world, attacker, email)).toBe(400);
		const later = newBrowser(origin);
		await later.post('/login', { email, password: NEW_PASSWORD });
		expect(await askForMail(world, later, email)).toBe(400);
	});
});

test('a mailed code removes, weakens or replaces no factor that is better [MF-05 MF-08]', async ({
	world
}) => {
	await withMailedFactors(world, async (origin) => {
		const { email, browser } = await signUp(world, origin);
		const { codes } = await setUpAuthenticator(browser);
		const thief = newBrowser(origin);
		await thief.post('/login', { email, password: PASSWORD });
		const code = String(await askForMail(world, thief, email));
		await thief.post(`${LOGIN}?/verify`, { code });

		for (const change of ['remove', 'turnOff', 'newCodes', 'turnOn']) {
			const answer = await thief.post(`/account/security?/${change}`);
			expect(answer.headers.location, change).toBe(`${CONFIRM}?redirectTo=%2Faccount%2Fsecurity`);
		}
		expect((await thief.get('/account/security')).text).toContain('See how many are left');
		const question = await thief.get(CONFIRM);
		expect(question.text).toContain('a code from your authenticator app');
		expect(question.text).not.toContain('Email me a code');
		expect(await askForMail(world, thief, email, CONFIRM)).toBe(400);

		await showCode(thief, CONFIRM, 'recoveryCode', codes[0] ?? '');
		expect((await thief.get('/account/security')).text).toContain('5 left.');
		const removed = await thief.post('/account/security?/remove');
		expect(removed.headers.location).toBe('/account/security?notice=authenticator-removed');
	});
});

test('who knows the password takes neither the app nor the recovery codes while the second factor is off [MF-08]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	const { codes } = await setUpAuthenticator(browser);
	await showCode(browser, CONFIRM, 'recoveryCode', codes[0] ?? '');
	await browser.post('/account/security?/turnOff');

	const thief = newBrowser(world.origin);
	await thief.post('/login', { email, password: PASSWORD });
	expect(await isSignedIn(thief)).toBe(true);
	for (const change of ['remove', 'newCodes', 'turnOn', 'setUp']) {
		const answer = await thief.post(`/account/security?/${change}`);
		expect(answer.headers.location ?? '', change).not.toMatch(
			/notice=|recovery-codes|authenticator/
		);
	}
});
