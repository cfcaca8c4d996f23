import { test as base, expect, type APIRequestContext } from '@playwright/test';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { comparablePage } from './comparable-page.ts';
import { postForm } from './post-form.ts';
import { someAddress } from './world.ts';

// Its own app, with SIGNUP_CONFIRM=true.

interface World {
	origin: string;
	mailbox: string;
	/** A browser of its own, at an address of its own. */
	open(): Promise<APIRequestContext>;
}

const test = base.extend<object, { world: World }>({
	world: [
		async ({ playwright }, use) => {
			const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
			const env = { SIGNUP_CONFIRM: 'true', ADDRESS_HEADER: 'x-forwarded-for' };
			const app = await startApp(appwrite, env);
			const open = () =>
				playwright.request.newContext({
					baseURL: app.origin,
					extraHTTPHeaders: { accept: 'text/html', ...someAddress() }
				});
			await use({ origin: app.origin, mailbox: appwrite.mailbox, open });
			app.server.kill('SIGKILL');
			server.kill('SIGKILL');
		},
		{ scope: 'worker' }
	]
});

const password = 'a field of barley';

const someEmail = () => `${crypto.randomUUID()}@example.com`;

async function newestLink({ mailbox }: World, email: string): Promise<string> {
	const [mail] = await (await fetch(`${mailbox}/messages.json?to=${email}`)).json();
	return mail.links[0];
}

async function mailsTo({ mailbox }: World, email: string): Promise<number> {
	return (await (await fetch(`${mailbox}/messages.json?to=${email}`)).json()).length;
}

/** Signs up, opens the link of the mail, and presses its button. */
async function signUp(world: World, request: APIRequestContext, email: string) {
	await postForm(request, world.origin, '/signup?redirectTo=%2Faccount%2Femail', { email });
	const page = await request.get(await newestLink(world, email));
	return postForm(request, world.origin, page.url());
}

/** What somebody sees who signs up with this address, but for what differs with every request. */
async function watchSignup(world: World, email: string) {
	const request = await world.open();
	const began = performance.now();
	const response = await postForm(request, world.origin, '/signup', { email });
	const milliseconds = performance.now() - began;
	const { date, 'set-cookie': cookie = '', ...headers } = response.headers();
	expect(date).toBeTruthy();

	const html = await (await request.get('/signup')).text();
	const page = comparablePage(html, email);
	const answer = { status: response.status(), headers, cookie: cookie.length, page };
	return { milliseconds, answer };
}

test('a new address and a taken one see the same, and both have mail [SU-04]', async ({
	world
}) => {
	const [taken, fresh] = [someEmail(), someEmail()];
	expect((await signUp(world, await world.open(), taken)).status()).toBe(303);

	const [ofTaken, ofFresh] = await Promise.all(
		[taken, fresh].map((email) => watchSignup(world, email))
	);
	expect(ofFresh?.answer).toEqual(ofTaken?.answer);
	expect(ofTaken?.answer.status).toBe(303);
	expect(ofTaken?.answer.page).toContain('We have sent a link to …');
	for (const seen of [ofTaken, ofFresh]) expect(seen?.milliseconds).toBeGreaterThan(590);
	for (const email of [taken, fresh]) {
		expect(await newestLink(world, email)).toContain('/login/link/confirm?');
	}
});

test('the mailed link is the way in, to where somebody wanted', async ({ world }) => {
	const request = await world.open();
	const email = someEmail();
	const entered = await signUp(world, request, email);
	expect(entered.headers().location).toBe('/account/email');
	const user = { email, emailVerified: true, name: '', hasPassword: false };
	expect(await (await request.get('/api/user')).json()).toMatchObject(user);
});

test('nobody leaves a password with an address that is not theirs', async ({ world }) => {
	const [eve, owner] = [await world.open(), await world.open()];
	const email = someEmail();
	const form = { name: 'Eve', email, password };
	expect((await postForm(eve, world.origin, '/signup', form)).status()).toBe(303);
	expect((await eve.get('/api/user')).status()).toBe(401);

	expect((await signUp(world, owner, email)).status()).toBe(303);
	expect(await (await owner.get('/api/user')).json()).toMatchObject({ email, name: '' });
	expect((await postForm(eve, world.origin, '/login', { email, password })).status()).toBe(401);
});

test('there are no guests, whose sign-up would tell', async ({ world }) => {
	const request = await world.open();
	expect(await (await request.get('/')).text()).not.toContain('Try it without an account');
	expect((await postForm(request, world.origin, '/?/guest')).status()).toBe(404);
});

/** Signs up with a new address and chooses a password. */
async function signUpWithPassword(world: World, email: string) {
	const request = await world.open();
	expect((await signUp(world, request, email)).status()).toBe(303);
	const chosen = await postForm(request, world.origin, '/account/password', {
		newPassword: password
	});
	expect(chosen.headers().location).toContain('notice=password-changed');
	return request;
}

/** What somebody sees who changes their address to this one, but for what differs with every request. */
async function watchChange(world: World, request: APIRequestContext, email: string) {
	const began = performance.now();
	const response = await postForm(request, world.origin, '/account/email', { email, password });
	const milliseconds = performance.now() - began;
	const { date, 'set-cookie': cookie = '', ...headers } = response.headers();
	expect(date).toBeTruthy();
	const next = await request.get(headers.location ?? '');
	const [, told] = /role="status"[^>]*>([^]*?)<\/p>/.exec(await next.text()) ?? [];
	const names = cookie.split('\n').map((one) => one.replace(/=[^;]*/, ''));
	return { milliseconds, answer: { status: response.status(), headers, names, told } };
}

test('a change to a taken address ends as one to a free one, and its owner has mail [SU-04]', async ({
	world
}) => {
	const [owner, eve, bob] = [someEmail(), someEmail(), someEmail()];
	await signUp(world, await world.open(), owner);
	const [eves, bobs] = [await signUpWithPassword(world, eve), await signUpWithPassword(world, bob)];

	const free = someEmail();
	const ofTaken = await watchChange(world, eves, owner);
	const ofFree = await watchChange(world, bobs, free);
	expect(ofTaken.answer).toEqual(ofFree.answer);
	expect(ofTaken.answer.status).toBe(303);
	expect(ofTaken.answer.told).toContain('If no other account has this address');
	for (const seen of [ofTaken, ofFree]) expect(seen.milliseconds).toBeGreaterThan(590);

	await expect(async () => {
		expect(await newestLink(world, free)).toContain('/verify-email?');
		expect(await mailsTo(world, owner)).toBe(2);
		expect(await newestLink(world, owner)).toContain('/login/link/confirm?');
	}).toPass();
	expect(await (await eves.get('/api/user')).json()).toMatchObject({ email: eve });
	expect(await (await bobs.get('/api/user')).json()).toMatchObject({ email: free });
});

test('changes of an address are five a day, taken or not [SU-04 RL-07]', async ({ world }) => {
	const taken = someEmail();
	await signUp(world, await world.open(), taken);
	const eves = await signUpWithPassword(world, someEmail());
	const statuses: number[] = [];
	for (const email of [taken, someEmail(), taken, someEmail(), taken, someEmail()]) {
		const form = { email, password };
		statuses.push((await postForm(eves, world.origin, '/account/email', form)).status());
	}
	expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
});
