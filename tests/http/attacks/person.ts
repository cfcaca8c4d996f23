import { freshCode } from '../../e2e/second-factor-fixtures.ts';
import { Browser } from '../browser.ts';
import { expect, someAddress, type World } from '../world.ts';

export const PASSWORD = 'a field of barley';
export const NEW_PASSWORD = 'another field of barley';

/** Somebody with an account, in the browser that they signed up in. */
export interface Owner {
	id: string;
	email: string;
	browser: Browser;
}

interface Mail {
	id: string;
	links: string[];
	otp: string;
}

/** A browser from an address of its own. */
export function newBrowser(origin: string): Browser {
	return new Browser(origin, someAddress());
}

/** Signs up and confirms the address. */
export async function signUp(world: World, origin = world.origin): Promise<Owner> {
	const email = `${crypto.randomUUID()}@example.com`;
	const browser = newBrowser(origin);
	const answer = await browser.post('/signup', { name: 'Ada', email, password: PASSWORD });
	expect(answer.status, answer.text).toBe(303);
	await followLink(browser, await newestMail(world, email));
	const { id } = JSON.parse((await browser.get('/api/user')).text);
	return { id, email, browser };
}

/** Opens the link of a mail and presses its button. */
export async function followLink(browser: Browser, mail: Mail, form: Record<string, string> = {}) {
	const { pathname, search } = new URL(mail.links[0] ?? '');
	await browser.get(pathname + search);
	const answer = await browser.post(pathname, form);
	expect(answer.status, answer.text).toBe(303);
	return answer;
}

/** Sets up an authenticator app; answers its key and the recovery codes. */
export async function setUpAuthenticator(browser: Browser) {
	await browser.post('/account/security?/setUp');
	const { text } = await browser.get('/account/security/authenticator');
	const key = /<code[^>]*>([A-Z2-7 ]+)</.exec(text)?.[1]?.replaceAll(' ', '') ?? '';
	const added = await browser.post('/account/security/authenticator', {
		code: await freshCode(key)
	});
	expect(added.headers.location, added.text).toMatch(/^\/account\/security/);
	return { key, codes: await shownCodes(browser) };
}

/** The recovery codes of the page that shows new ones. */
export async function shownCodes(browser: Browser): Promise<string[]> {
	const { text } = await browser.get('/account/security/recovery-codes');
	return [...text.matchAll(/<li[^>]*><code[^>]*>([^<]+)/g)].map(([, code = '']) => code);
}

/** Waits for a mail or text message to this address or number, other than `previous`. */
export async function newestMail(world: World, to: string, previous?: Mail): Promise<Mail> {
	let mail: Mail | undefined;
	const read = async () => {
		[mail] = await mailsTo(world, to);
		return mail !== undefined && mail.id !== previous?.id;
	};
	await expect.poll(read, `a mail to ${to}`).toBe(true);
	return mail as Mail;
}

export async function mailsTo({ appwrite }: World, to: string): Promise<Mail[]> {
	const address = `${appwrite.mailbox}/messages.json?to=${encodeURIComponent(to)}`;
	return (await fetch(address)).json();
}

/** Chooses a new password by a mailed link and signs in with it: what whoever reads the mail can do. */
export async function resetPassword(world: World, email: string, origin = world.origin) {
	const browser = newBrowser(origin);
	const [previous] = await mailsTo(world, email);
	await browser.post('/forgot-password', { email });
	await followLink(browser, await newestMail(world, email, previous), { password: NEW_PASSWORD });
	const login = await browser.post('/login', { email, password: NEW_PASSWORD });
	expect(login.status, login.text).toBe(303);
	return browser;
}

/** Meets the challenge of this factor with a code, at the page of `path`. */
export async function showCode(browser: Browser, path: string, factor: string, code: string) {
	const sent = await browser.post(`${path}?/send`, { factor });
	expect(sent.status, sent.text).toBe(303);
	const shown = await browser.post(`${path}?/verify`, { code });
	expect(shown.status, shown.text).toBe(303);
}
