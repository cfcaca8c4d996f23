import type { Browser } from '../browser.ts';
import { expect, test, type World } from '../world.ts';
import { ownerAt } from './appwrite-api.ts';
import { mailsTo, newBrowser, newestMail, NEW_PASSWORD, PASSWORD } from './person.ts';

// Links that outlive what they were mailed for. Appwrite's own secret of a link holds for whatever address the account
// has when it is used.

const someEmail = () => `${crypto.randomUUID()}@example.com`;

/** Signs up; answers the link that was mailed to confirm the address. */
async function signUp(world: World, email = someEmail()) {
	const browser = newBrowser(world.origin);
	const answer = await browser.post('/signup', { name: 'Eve', email, password: PASSWORD });
	expect(answer.status, answer.text).toBe(303);
	return { browser, email, link: linkOf(await newestMail(world, email)) };
}

function linkOf(mail: { links: string[] }): string {
	const { pathname, search } = new URL(mail.links[0] ?? '');
	return pathname + search;
}

/** Asks for a link at `path`; answers the one that comes. */
async function ask(world: World, path: string, email: string, browser = newBrowser(world.origin)) {
	const [previous] = await mailsTo(world, email);
	const answer = await browser.post(path, { email });
	expect(answer.status, answer.text).toBe(303);
	return linkOf(await newestMail(world, email, previous));
}

async function changeEmail(browser: Browser, email: string) {
	const answer = await browser.post('/account/email', { email, password: PASSWORD });
	expect(answer.headers.location, answer.text).toContain('email-changed');
}

async function userOf(browser: Browser) {
	return JSON.parse((await browser.get('/api/user')).text);
}

test.describe('a link that confirms an address', () => {
	test('confirms no address that came after it, nor the old one when it is back [VF-04]', async ({
		world
	}) => {
		const { browser, email, link } = await signUp(world);
		const victim = someEmail();
		await changeEmail(browser, victim);
		expect((await browser.post(link)).status).toBe(401);
		expect(await userOf(browser)).toMatchObject({ email: victim, emailVerified: false });

		const ofVictim = linkOf(await newestMail(world, victim));
		await changeEmail(browser, email);
		expect((await browser.post(link)).status).toBe(401);
		expect((await browser.post(ofVictim)).status).toBe(401);
		expect(await userOf(browser)).toMatchObject({ email, emailVerified: false });
	});

	test('confirms no address that was changed past the app [VF-04]', async ({ world }) => {
		const { browser, email, link } = await signUp(world);
		const atAppwrite = await ownerAt(world, email, PASSWORD);
		const victim = someEmail();
		await atAppwrite('PATCH', '/account/email', { email: victim, password: PASSWORD });
		expect((await browser.post(link)).status).toBe(401);
		expect(await userOf(browser)).toMatchObject({ email: victim, emailVerified: false });
	});

	test('is kept for who has to log in first, and confirms nothing until then [VF-04]', async ({
		world
	}) => {
		const { browser, email, link } = await signUp(world);
		const elsewhere = newBrowser(world.origin);
		await elsewhere.get(link);
		const sentAway = await elsewhere.get('/verify-email');
		expect(sentAway.headers.location).toBe(
			'/login?redirectTo=%2Fverify-email&notice=log-in-to-confirm'
		);
		const post = await newBrowser(world.origin).post(link);
		expect(post.headers.location).toMatch(/^\/login\?redirectTo=%2Fverify-email&/);
		expect(await userOf(browser)).toMatchObject({ emailVerified: false });

		const form = { email, password: PASSWORD };
		const login = await elsewhere.post(sentAway.headers.location as string, form);
		expect(login.headers.location).toBe('/verify-email');
		expect((await elsewhere.get('/verify-email')).text).toContain(`that ${email} is yours`);
		const done = await elsewhere.post('/verify-email');
		expect(done.headers.location).toBe('/account?notice=email-verified');
		expect(await userOf(elsewhere)).toMatchObject({ emailVerified: true });
	});

	test('does nothing for who is logged in to another account, and names nobody', async ({
		world
	}) => {
		const { email, link } = await signUp(world);
		const other = await signUp(world);
		await other.browser.get(link);
		const { text } = await other.browser.get('/verify-email');
		expect(text).toContain('This link is for another account');
		expect(text).not.toContain(email);
		const post = await other.browser.post('/verify-email');
		expect(post.status).toBe(403);
		expect(await userOf(other.browser)).toMatchObject({ emailVerified: false });
		const owner = await ownerAt(world, email, PASSWORD);
		expect(await owner('GET', '/account')).toMatchObject({ emailVerification: false });
	});
});

test.describe('a link to choose a password', () => {
	test('ends when the address changes, whatever it changes to [RC-07]', async ({ world }) => {
		const { browser, email } = await signUp(world);
		const link = await ask(world, '/forgot-password', email);
		await changeEmail(browser, someEmail());
		const answer = await newBrowser(world.origin).post(link, { password: NEW_PASSWORD });
		expect(answer.status).toBe(401);
		expect(answer.text).toContain('too old or has been used');
		expect(await userOf(browser)).toMatchObject({ emailVerified: false });

		await changeEmail(browser, email);
		const back = await newBrowser(world.origin).post(link, { password: NEW_PASSWORD });
		expect(back.status).toBe(401);
	});

	test('ends with the password, and by another one that was used; not by one that was asked for [RC-07]', async ({
		world
	}) => {
		const { browser, email } = await signUp(world);
		const before = await ask(world, '/forgot-password', email);
		const change = { password: PASSWORD, newPassword: NEW_PASSWORD };
		expect((await browser.post('/account/password', change)).status).toBe(303);
		const late = await newBrowser(world.origin).post(before, { password: 'a forest of oaks' });
		expect(late.status).toBe(401);

		const older = await ask(world, '/forgot-password', email);
		const newer = await ask(world, '/forgot-password', email, browser);
		const login = await ask(world, '/login/link', email, browser);
		const used = await newBrowser(world.origin).post(older, { password: 'a forest of oaks' });
		expect(used.headers.location).toContain('password-reset');
		for (const link of [newer, login]) {
			const answer = await newBrowser(world.origin).post(link, { password: 'a forest of elms' });
			expect(answer.status, link).toBe(401);
		}
	});
});

test.describe('a link to log in', () => {
	test('ends when the address changes, and when the account is gone [LG-06]', async ({ world }) => {
		const { browser, email } = await signUp(world);
		const link = await ask(world, '/login/link', email);
		await changeEmail(browser, someEmail());
		const reader = newBrowser(world.origin);
		expect((await reader.post(link)).status).toBe(401);
		expect((await reader.get('/api/user')).status).toBe(401);
		expect((await reader.get(link)).status).toBe(303);
		const page = await reader.get('/login/link/confirm');
		expect(page.headers.location).toBe('/login/link?notice=link-gone');

		const next = await ask(world, '/login/link', email);
		const newcomer = newBrowser(world.origin);
		expect((await newcomer.post(next)).status, 'the address is free again').toBe(303);
		const later = await ask(world, '/login/link', email);
		await newcomer.post('/account/data', { confirm: 'delete' });
		await signUp(world, email);
		expect((await newBrowser(world.origin).post(later)).status).toBe(401);
	});

	test('opens no account whose address was changed past the app: its session ends at once [LG-06]', async ({
		world
	}) => {
		const { email } = await signUp(world);
		const link = await ask(world, '/login/link', email);
		const atAppwrite = await ownerAt(world, email, PASSWORD);
		await atAppwrite('PATCH', '/account/email', { email: someEmail(), password: PASSWORD });
		const { sessions: before } = await atAppwrite('GET', '/account/sessions');

		const reader = newBrowser(world.origin);
		const answer = await reader.post(link);
		expect(answer.status).toBe(401);
		expect((await reader.get('/api/user')).status).toBe(401);
		const { sessions } = await atAppwrite('GET', '/account/sessions');
		expect(sessions).toHaveLength(before.length);
	});
});

test('a link is dead without what this app has sealed into it, and with that of another link [LG-06 RC-07 VF-04]', async ({
	world
}) => {
	const { browser, email, link: verification } = await signUp(world);
	const recovery = await ask(world, '/forgot-password', email);
	const login = await ask(world, '/login/link', email);
	const purposeOf = (link: string) => new URL(link, world.origin).searchParams.get('for') ?? '';

	for (const [link, other] of [
		[verification, recovery],
		[recovery, login],
		[login, verification]
	] as const) {
		for (const purpose of ['', purposeOf(other), `${purposeOf(link)}x`, 'v1.x']) {
			const url = new URL(link, world.origin);
			url.searchParams.set('for', purpose);
			const visitor = link === verification ? browser : newBrowser(world.origin);
			const { status } = await visitor.post(url.pathname + url.search, { password: NEW_PASSWORD });
			expect(status, url.pathname).toBe(401);
		}
	}
	expect(await userOf(browser)).toMatchObject({ emailVerified: false });
});
