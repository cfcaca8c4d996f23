import type { Browser } from '../browser.ts';
import { expect, test, type World } from '../world.ts';
import { ownerAt } from './appwrite-api.ts';
import { mailsTo, newBrowser, newestMail, NEW_PASSWORD, PASSWORD, signUp } from './person.ts';

// Another tab opens a link of the attacker's, after the page of the victim's own link is there.

/** Signs up; the address is not confirmed yet. */
async function prepare(world: World) {
	const email = `${crypto.randomUUID()}@example.com`;
	const browser = newBrowser(world.origin);
	await browser.post('/signup', { name: 'Ada', email, password: PASSWORD });
	return { email, browser, verification: linkOf(await newestMail(world, email)) };
}

function linkOf(mail: { links: string[] }): string {
	const { pathname, search } = new URL(mail.links[0] ?? '');
	return pathname + search;
}

async function ask(world: World, path: string, email: string) {
	const [previous] = await mailsTo(world, email);
	await newBrowser(world.origin).post(path, { email });
	return linkOf(await newestMail(world, email, previous));
}

/** Opens the link; answers what the form of its page names it by. */
async function open(browser: Browser, link: string): Promise<string> {
	const { location } = (await browser.get(link)).headers;
	const { text } = await browser.get(location as string);
	return /name="link" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

async function expectOther(browser: Browser, path: string, form: Record<string, string>) {
	const { headers } = await browser.post(path, form);
	expect(headers.location).toBe(`${path}?notice=other-link`);
	const { text } = await browser.get(headers.location as string);
	expect(text).toContain('Another link was opened meanwhile');
	return /name="link" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

test('the button of one link to log in does not use another one [LG-07]', async ({ world }) => {
	const [ada, eve] = [await signUp(world), await signUp(world)];
	const victim = newBrowser(world.origin);
	const own = await open(victim, await ask(world, '/login/link', ada.email));
	const foreign = await open(victim, await ask(world, '/login/link', eve.email));
	expect(own).toMatch(/^[\w-]{16,}$/);

	const path = '/login/link/confirm';
	expect(await expectOther(victim, path, { link: own })).toBe(foreign);
	expect((await victim.get('/api/user')).status).toBe(401);

	// The page of the other link says what it is, and its button does it.
	expect((await victim.post(path, { link: foreign })).status).toBe(303);
	expect(JSON.parse((await victim.get('/api/user')).text)).toMatchObject({ email: eve.email });
});

test('the new password goes to the account of the link that the form was made for [LG-07]', async ({
	world
}) => {
	const [ada, eve] = [await signUp(world), await signUp(world)];
	const victim = newBrowser(world.origin);
	const own = await open(victim, await ask(world, '/forgot-password', ada.email));
	await open(victim, await ask(world, '/forgot-password', eve.email));
	await expectOther(victim, '/reset-password', { link: own, password: NEW_PASSWORD });
	for (const { email } of [ada, eve]) await ownerAt(world, email, PASSWORD);
});

test('the button of one link to confirm an address does not use another one [LG-07]', async ({
	world
}) => {
	const [ada, eve] = [await prepare(world), await prepare(world)];
	const own = await open(ada.browser, ada.verification);
	await open(ada.browser, eve.verification);
	await expectOther(ada.browser, '/verify-email', { link: own });
	const { text } = await ada.browser.get('/verify-email');
	expect(text).toContain('This link is for another account');

	await open(ada.browser, ada.verification);
	const done = await ada.browser.post('/verify-email', { link: own });
	expect(done.headers.location).toBe('/account?notice=email-verified');
});

test('a client that is no page of ours need not name the link', async ({ world }) => {
	const ada = await signUp(world);
	const reader = newBrowser(world.origin);
	await open(reader, await ask(world, '/login/link', ada.email));
	expect((await reader.post('/login/link/confirm')).status).toBe(303);
	expect((await reader.get('/api/user')).status).toBe(200);
});
