import { randomInt } from 'node:crypto';
import { expect, test, type World } from '../world.ts';
import { ownerAt } from './appwrite-api.ts';
import { mailsTo, newBrowser, newestMail, PASSWORD, signUp } from './person.ts';

// Codes that are used for something else than what they were sent for. Appwrite takes any that the user was sent.

const someEmail = () => `${crypto.randomUUID()}@example.com`;
const someNumber = () => `+447700901${String(randomInt(10_000)).padStart(4, '0')}`;

/** Has a code mailed to log in with; answers it, and the browser that waits for it. */
async function askForCode(world: World, email: string) {
	const browser = newBrowser(world.origin);
	const [previous] = await mailsTo(world, email);
	await browser.post('/login/code?/send', { email });
	return { browser, code: (await newestMail(world, email, previous)).otp };
}

test('a code to log in ends when the address changes, also when it changes back [LG-06]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	const asked = await askForCode(world, email);
	const redeem = () => asked.browser.post('/login/code?/verify', { code: asked.code });
	await browser.post('/account/email', { email: someEmail(), password: PASSWORD });
	expect((await redeem()).status).toBe(401);
	await browser.post('/account/email', { email, password: PASSWORD });
	expect((await redeem()).status).toBe(401);
	expect((await asked.browser.get('/api/user')).status).toBe(401);
});

test('a code opens no account whose address was changed past the app [LG-06]', async ({
	world
}) => {
	const { email } = await signUp(world);
	const asked = await askForCode(world, email);
	const atAppwrite = await ownerAt(world, email, PASSWORD);
	await atAppwrite('PATCH', '/account/email', { email: someEmail(), password: PASSWORD });
	const { sessions: before } = await atAppwrite('GET', '/account/sessions');
	expect((await asked.browser.post('/login/code?/verify', { code: asked.code })).status).toBe(401);
	expect((await asked.browser.get('/api/user')).status).toBe(401);
	const { sessions } = await atAppwrite('GET', '/account/sessions');
	expect(sessions).toHaveLength(before.length);
});

test('a number is confirmed by the code that was sent to it, in the browser that asked [VF-05]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	const [own, claimed] = [someNumber(), someNumber()];
	const save = (phone: string) => browser.post('/account/phone', { phone, password: PASSWORD });
	const isConfirmed = async () =>
		JSON.parse((await browser.get('/api/user')).text).phoneVerified as boolean;

	await save(own);
	const { otp: old } = await newestMail(world, own);
	await save(claimed);
	const { otp } = await newestMail(world, claimed);
	const stale = await browser.post('/account/phone/code?/verify', { code: old });
	expect(stale.status).toBe(401);
	expect(await isConfirmed()).toBe(false);

	const elsewhere = newBrowser(world.origin);
	await elsewhere.post('/login', { email, password: PASSWORD });
	expect((await elsewhere.post('/account/phone/code?/verify', { code: otp })).status).toBe(401);
	expect(await isConfirmed()).toBe(false);

	expect((await browser.post('/account/phone/code?/verify', { code: otp })).status).toBe(303);
	expect(await isConfirmed()).toBe(true);
});

test('a number that was changed past the app is not confirmed by a code to the former one [VF-05]', async ({
	world
}) => {
	const { email, browser } = await signUp(world);
	const own = someNumber();
	await browser.post('/account/phone', { phone: own, password: PASSWORD });
	const { otp } = await newestMail(world, own);
	const atAppwrite = await ownerAt(world, email, PASSWORD);
	await atAppwrite('PATCH', '/account/phone', { phone: someNumber(), password: PASSWORD });
	expect((await browser.post('/account/phone/code?/verify', { code: otp })).status).toBe(401);
	expect(await atAppwrite('GET', '/account')).toMatchObject({ phoneVerification: false });
});

test('a code that confirms a number logs nobody in [VF-05]', async ({ world }) => {
	const { browser } = await signUp(world);
	const phone = someNumber();
	await browser.post('/account/phone', { phone, password: PASSWORD });
	const confirming = await newestMail(world, phone);
	const reader = newBrowser(world.origin);
	await reader.post('/login/phone?/send', { phone });
	await newestMail(world, phone, confirming);
	const { status } = await reader.post('/login/phone?/verify', { code: confirming.otp });
	expect(status).toBe(401);
	expect((await reader.get('/api/user')).status).toBe(401);
});
