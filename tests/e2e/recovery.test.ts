import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { logIn, sessionCookie } from './steps.ts';

const newPassword = 'a field of barley';

/** Asks for a link as a browser without JavaScript does. */
function ask(request: APIRequestContext, origin: string | undefined, email: string) {
	const headers = { accept: 'text/html', origin: origin ?? '' };
	return request.post('/forgot-password', { form: { email }, headers, maxRedirects: 0 });
}

test('who forgot the password chooses a new one by mail [RC-05]', async ({
	page,
	ada,
	mailbox,
	request,
	axe
}) => {
	const { email, password } = ada;
	await request.post('/api/session', { data: { email, password } });
	expect((await request.get('/api/user')).status()).toBe(200);

	await page.goto('/login?redirectTo=%2F%3Ffrom%3Dlogin');
	await page.getByRole('link', { name: 'Forgot your password?' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose a new password');
	await axe();
	await page.getByLabel('Email').fill(ada.email);
	await page.getByRole('button', { name: 'Mail me a link' }).click();
	await expect(page.getByRole('status')).toContainText('a link to choose a new password');
	await axe();

	const [link = ''] = (await mailbox.newest(ada.email)).links;
	await page.goto(link);
	await expect(page).toHaveURL('/reset-password?redirectTo=%2F%3Ffrom%3Dlogin');
	await expect(page.locator('[autocomplete=username]')).toHaveValue(ada.email);
	await axe();
	await page.getByLabel('New password', { exact: true }).fill(newPassword);
	await page.getByRole('button', { name: 'Save the password' }).click();

	await expect(page.getByRole('status')).toContainText('all your devices have been signed out');
	expect(await sessionCookie(page)).toBeUndefined();
	expect((await request.get('/api/user')).status()).toBe(401);

	await logIn(page, ada);
	await expect(page.getByRole('alert')).toHaveText('That email and password do not match.');
	await logIn(page, { ...ada, password: newPassword });
	await expect(page).toHaveURL('/?from=login');
});

test('a link works once, and a dead one leads to another [RC-03]', async ({
	page,
	ada,
	mailbox,
	axe
}) => {
	await page.goto('/forgot-password');
	await page.getByLabel('Email').fill(ada.email);
	await page.getByRole('button', { name: 'Mail me a link' }).click();
	const [link = ''] = (await mailbox.newest(ada.email)).links;

	// Opened before, by a scanner or in a second tab, it still works.
	await page.goto(link);
	await page.goto(link);
	// In a browser that does not remember the first time.
	await page.context().clearCookies();
	await page.goto(link);
	await page.getByLabel('New password', { exact: true }).fill(newPassword);
	await page.getByRole('button', { name: 'Save the password' }).click();
	await expect(page.getByText(/Log in with the new one/)).toBeVisible();

	await page.context().clearCookies();
	await page.goto(link);
	await expect(page.getByRole('alert')).toHaveText(/too old or has been used/);
	await expect(page.getByLabel('New password', { exact: true })).toBeHidden();
	await axe();
	await page.getByRole('link', { name: 'Mail me a new link' }).click();
	await expect(page.getByRole('button', { name: 'Mail me a link' })).toBeVisible();
});

test('a client that keeps the address is told what is wrong', async ({ request, baseURL }) => {
	const link = `/reset-password?userId=ada&secret=${'0'.repeat(256)}`;
	const headers = { accept: 'text/html', origin: baseURL ?? '' };
	const short = await request.post(link, { headers, form: { password: 'short' } });
	expect(short.status()).toBe(400);
	expect(await short.text()).toContain('Use at least 8 characters. This has 5.');

	const dead = await request.post(link, { headers, form: { password: newPassword } });
	expect(dead.status()).toBe(401);
	expect(await dead.text()).toContain('too old or has been used');
	expect(dead.headers()['cache-control']).toBe('private, no-store');
});

test('the secret leaves the address, and goes to nobody [RC-04]', async ({ request }) => {
	const secret = '0'.repeat(256);
	const link = `/reset-password?userId=ada&secret=${secret}`;
	const response = await request.get(link, { maxRedirects: 0 });
	expect(response.status()).toBe(303);
	expect(response.headers().location).toBe('/reset-password');
	expect(response.headers()['referrer-policy']).toBe('no-referrer');
	expect(response.headers()['cache-control']).toBe('private, no-store');

	const page = await request.get('/reset-password');
	expect(await page.text()).not.toContain(secret);
	expect(page.headers()['cache-control']).toBe('private, no-store');
	expect(page.headers()['referrer-policy']).toBe('same-origin');
});

test('a page without a link says what is missing', async ({ page, axe }) => {
	await page.goto('/reset-password');
	await expect(page.getByText('This page needs the link from our mail.')).toBeVisible();
	await expect(page.getByLabel('New password')).toBeHidden();
	await axe();
});

test('nothing tells a known address from an unknown one', async ({ request, ada, baseURL }) => {
	const answers: unknown[] = [];
	for (const email of [ada.email, `${crypto.randomUUID()}@example.com`]) {
		const started = performance.now();
		const response = await ask(request, baseURL, email);
		expect(performance.now() - started).toBeGreaterThan(590);

		const headers = Object.entries(response.headers());
		const varying = ['date', 'set-cookie', 'content-length'];
		answers.push({
			status: response.status(),
			body: await response.text(),
			headers: headers.filter(([name]) => !varying.includes(name)),
			cookies: response.headers()['set-cookie']?.replace(/=[^;]+/, '')
		});
	}
	expect(answers[0]).toEqual(answers[1]);
	expect(answers[0]).toMatchObject({ status: 303 });
});

test('a box is not flooded', async ({ request, ada, baseURL }) => {
	const statuses: number[] = [];
	for (let i = 0; i < 4; i += 1) {
		const response = await ask(request, baseURL, i % 2 ? ada.email : ` ${ada.email.toUpperCase()}`);
		statuses.push(response.status());
	}
	expect(statuses).toEqual([303, 303, 303, 429]);
});

test('the link of a mail leads to this site, whatever host the request named [RC-02]', async ({
	request,
	ada,
	baseURL,
	mailbox
}) => {
	const headers = {
		accept: 'text/html',
		origin: baseURL ?? '',
		'x-forwarded-host': 'evil.example',
		forwarded: 'host=evil.example'
	};
	await request.post('/forgot-password', { form: { email: ada.email }, headers });
	const [link = ''] = (await mailbox.newest(ada.email)).links;
	expect(new URL(link).origin).toBe(baseURL);
});

test('a second tab with another link is not mixed up with the first [LG-07]', async ({
	page,
	ada,
	signUp,
	mailbox,
	axe
}) => {
	const grace = await signUp('Grace Hopper');
	const links: string[] = [];
	for (const { email } of [ada, grace]) {
		await page.goto('/forgot-password');
		await page.getByLabel('Email').fill(email);
		await page.getByRole('button', { name: 'Mail me a link' }).click();
		links.push((await mailbox.newest(email)).links[0] ?? '');
	}
	await page.goto(links[0] ?? '');
	const second = await page.context().newPage();
	await second.goto(links[1] ?? '');

	const field = page.getByLabel('New password', { exact: true });
	await field.fill(newPassword);
	await page.getByRole('button', { name: 'Save the password' }).click();
	await expect(page.getByRole('status')).toContainText('Another link was opened meanwhile');
	await axe();
	await page.goto('/login');
	await logIn(page, grace);
	await expect(page).toHaveURL('/account');
});
