import {
	expect,
	test as base,
	type APIRequestContext,
	type PlaywrightWorkerArgs
} from '@playwright/test';
import { startApp, startAppwrite } from './processes.js';

// Its own app on its own Appwrite, which does as little as it may, or does it badly.
interface World {
	origin: string;
	mailbox: string;
	/** Sets something at the Appwrite. */
	control(method: string, path: string, body: Record<string, unknown>): Promise<void>;
}

const test = base.extend<{ world: World }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	world: async ({}, use) => {
		const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
		const app = await startApp(appwrite);

		await use({
			origin: app.origin,
			mailbox: appwrite.mailbox,
			control: async (method, path, body) => {
				const headers = { 'content-type': 'application/json' };
				const options = { method, headers, body: JSON.stringify(body) };
				const { ok } = await fetch(appwrite.control + path, options);
				expect(ok).toBe(true);
			}
		});

		app.server.kill('SIGKILL');
		server.kill('SIGKILL');
	}
});

const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' };
const newPassword = 'a field of barley';

/** Sends a form as a browser without JavaScript does. */
function post(
	request: APIRequestContext,
	{ origin }: World,
	path: string,
	form: Record<string, string>
) {
	const headers = { accept: 'text/html', origin };
	return request.post(path, { form, headers, maxRedirects: 0 });
}

/** A browser of its own for each: one that signs up, and another one that logs in. */
async function signUpAndLogIn(world: World, playwright: PlaywrightWorkerArgs['playwright']) {
	const baseURL = world.origin;
	const here = await playwright.request.newContext({ baseURL });
	const elsewhere = await playwright.request.newContext({ baseURL });
	expect((await post(here, world, '/signup', ada)).status()).toBe(303);
	expect((await post(elsewhere, world, '/login', ada)).status()).toBe(303);
	expect(await isSignedIn(elsewhere)).toBe(true);
	return { here, elsewhere };
}

async function isSignedIn(request: APIRequestContext) {
	return (await request.get('/api/user')).status() === 200;
}

test('other devices are out after a change of the password, whatever the policy [CK-06]', async ({
	world,
	playwright
}) => {
	await world.control('PATCH', '/project/policies/session-invalidation', { enabled: false });
	const { here, elsewhere } = await signUpAndLogIn(world, playwright);

	const change = { password: ada.password, newPassword };
	const response = await post(here, world, '/account/password', change);
	expect(response.headers().location).toBe('/account/password?notice=password-changed');
	expect(await isSignedIn(here)).toBe(true);
	expect(await isSignedIn(elsewhere)).toBe(false);
});

test('all devices are out after a reset of the password, whatever the policy [CK-06 RC-05]', async ({
	world,
	playwright
}) => {
	await world.control('PATCH', '/project/policies/session-invalidation', { enabled: false });
	const { here, elsewhere } = await signUpAndLogIn(world, playwright);

	await post(here, world, '/forgot-password', { email: ada.email });
	const [mail] = await (await fetch(`${world.mailbox}/messages.json`)).json();
	const response = await post(here, world, mail.links[0], { password: newPassword });
	expect(response.headers().location).toContain('notice=password-reset');
	expect(await isSignedIn(here)).toBe(false);
	expect(await isSignedIn(elsewhere)).toBe(false);
});

for (const kind of ['hang', 500, 'html']) {
	test(`a mail that cannot be sent (${kind}) neither delays nor fails a sign-up`, async ({
		world,
		request
	}) => {
		const path = '/account/verifications/email';
		await world.control('POST', '/faults', { path, kind, times: 9 });
		const started = performance.now();
		const response = await post(request, world, `${world.origin}/signup`, ada);
		expect(response.status()).toBe(303);
		expect(response.headers().location).toBe('/account');
		expect(performance.now() - started).toBeLessThan(3000);

		// The process is none the worse for it when the call has failed.
		await new Promise((resolve) => setTimeout(resolve, 100));
		const account = await request.get(`${world.origin}/account`);
		expect(await account.text()).toContain('Please confirm your address');
	});
}

test('a recovery that cannot be asked for is told, to everybody alike', async ({
	world,
	request
}) => {
	await post(request, world, `${world.origin}/signup`, ada);
	await world.control('POST', '/faults', { path: '/account/recovery', kind: 500, times: 9 });
	for (const email of [ada.email, 'nobody@example.com']) {
		const response = await post(request, world, `${world.origin}/forgot-password`, { email });
		expect(response.status()).toBe(503);
		expect(await response.text()).toContain('We could not finish this right now');
	}
});

test('a link that is older than an hour is explained [RC-03]', async ({ world, request }) => {
	await post(request, world, `${world.origin}/signup`, ada);
	await post(request, world, `${world.origin}/forgot-password`, { email: ada.email });
	const mails: { links: string[] }[] = await (await fetch(`${world.mailbox}/messages.json`)).json();
	expect(mails).toHaveLength(2);
	await world.control('POST', '/clock', { advanceSeconds: 3601 });

	for (const { links } of mails) {
		const response = await post(request, world, links[0] ?? '', { password: newPassword });
		expect(response.status()).toBe(401);
		expect(await response.text()).toContain('This link is too old or has been used');
	}
});
