import type { Page } from '@playwright/test';
import { test as confirmed } from './confirmed-person.ts';
import { expect, test } from './fixtures.ts';
import { COOKIE_SECRET, secretOfCookie } from '../sealed-session.js';
import { logIn, sessionCookie } from './steps.ts';

const oidc = 'OpenID Connect';

interface Visitor {
	name: string;
	email: string;
	/** Whether the provider has confirmed the address; so unless said. */
	isConfirmed?: boolean;
}

/** Somebody whom only the provider knows. */
function newcomer(): Visitor {
	return { name: 'Grace Hopper', email: `${crypto.randomUUID()}@example.com` };
}

/** On the page of the provider: says who they are, and is sent back. */
async function signInThere(page: Page, { name, email, isConfirmed = true }: Visitor) {
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Sign in with ${oidc} – local`);
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel(/has verified/).setChecked(isConfirmed);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function continueWithOidc(page: Page, visitor: Visitor) {
	await page.getByRole('button', { name: `Continue with ${oidc}` }).click();
	await signInThere(page, visitor);
}

/** Goes to the provider and stops on the way back; gives the address to which the browser would be sent. */
async function returnAddress(page: Page, visitor: Visitor) {
	let address = '';
	await page.route('**/oidc/authorize?*', async (route) => {
		if (route.request().method() === 'GET') return route.continue();
		let response = await route.fetch({ maxRedirects: 0 });
		while (!response.headers().location?.includes('/login/oauth/callback')) {
			response = await page.request.get(response.headers().location ?? '', { maxRedirects: 0 });
		}
		address = response.headers().location ?? '';
		await route.fulfill({ contentType: 'text/html', body: '<h1>Stopped</h1>' });
	});
	await continueWithOidc(page, visitor);
	await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible();
	return address;
}

test('somebody new signs in with a provider and lands on the page asked for', async ({
	page,
	axe
}) => {
	await page.goto('/login?redirectTo=%2Faccount%2Fsessions');
	for (const name of ['GitHub', 'Google', oidc]) {
		await expect(page.getByRole('button', { name: `Continue with ${name}` })).toBeVisible();
	}
	await axe();
	await continueWithOidc(page, newcomer());

	await expect(page).toHaveURL('/account/sessions');
	await expect(page.getByRole('main')).toContainText(oidc);
	await page.goto('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Grace Hopper');
});

confirmed('who has an account with that address is in it', async ({ page, ada, axe }) => {
	await page.goto('/signup');
	await continueWithOidc(page, ada);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello ${ada.name}`);

	await page.goto('/account/connections');
	await expect(page.getByRole('heading', { name: oidc })).toBeVisible();
	await expect(page.getByRole('listitem').filter({ hasText: ada.email })).toBeVisible();
	await axe();
});

test('an address that the provider has not confirmed opens nobody’s account [OA-04]', async ({
	page,
	ada,
	axe
}) => {
	await page.goto('/login');
	await continueWithOidc(page, { ...ada, isConfirmed: false });

	await expect(page.getByRole('status')).toHaveText(/has not confirmed your email address/);
	expect(await sessionCookie(page)).toBeUndefined();
	await axe();
});

test('who says no at the provider is told so and can go on otherwise', async ({ page, ada }) => {
	await page.goto('/login?redirectTo=%2Faccount%2Factivity');
	await page.getByRole('button', { name: `Continue with ${oidc}` }).click();
	await page.getByRole('button', { name: 'Refuse' }).click();

	await expect(page.getByRole('status')).toHaveText(/or you said no/);
	await logIn(page, ada);
	await expect(page).toHaveURL('/account/activity');
});

test('a way back signs in only the browser that set out, and once [OA-01 OA-03]', async ({
	page,
	browser
}) => {
	await page.goto('/login');
	const address = await returnAddress(page, newcomer());

	const elsewhere = await browser.newContext();
	const stranger = await elsewhere.newPage();
	await stranger.goto(address);
	await expect(stranger.getByRole('status')).toHaveText(/was not begun in this browser/);
	expect(await sessionCookie(stranger)).toBeUndefined();
	expect(stranger.url()).not.toContain('secret');
	await elsewhere.close();

	await page.goto(address);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Grace Hopper');
	expect(page.url()).not.toContain('secret');

	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible();
	await page.goto(address);
	await expect(page.getByRole('status')).toHaveText(/or it is over already/);
	expect(await sessionCookie(page)).toBeUndefined();
});

test('a way back whose secret was changed is explained', async ({ page }) => {
	await page.goto('/login');
	const address = new URL(await returnAddress(page, newcomer()));
	address.searchParams.set('secret', 'made-up');

	await page.goto(address.href);
	await expect(page.getByRole('status')).toHaveText(/did not work/);
	expect(await sessionCookie(page)).toBeUndefined();
});

test('who has a second factor is asked for it', async ({ page, request, appwrite }) => {
	const grace = newcomer();
	await page.goto('/login');
	await continueWithOidc(page, grace);
	await expect(page).toHaveURL('/account');
	const cookie = await sessionCookie(page);
	const response = await request.patch(`${appwrite.endpoint}/account/mfa`, {
		headers: {
			'x-appwrite-project': appwrite.projectId,
			'x-appwrite-session': secretOfCookie(cookie?.value ?? '', COOKIE_SECRET)
		},
		data: { mfa: true }
	});
	expect(response.status()).toBe(200);

	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible();
	await page.goto('/login?redirectTo=%2Faccount%2Factivity');
	await continueWithOidc(page, grace);
	await expect(page).toHaveURL('/login/second-factor?redirectTo=%2Faccount%2Factivity');
});

confirmed.describe('on the page of connections', () => {
	confirmed.beforeEach(async ({ page, ada }) => {
		await page.goto('/login?redirectTo=/account/connections');
		await logIn(page, ada);
		await page.getByRole('button', { name: `Connect ${oidc}` }).click();
	});

	confirmed('a user connects a provider and disconnects it', async ({ page, ada, axe }) => {
		await signInThere(page, ada);
		await expect(page).toHaveURL('/account/connections?notice=provider-connected');
		const connect = page.getByRole('button', { name: `Connect ${oidc}`, exact: true });
		await expect(connect).toBeHidden();
		await axe();

		await page.getByRole('button', { name: `Disconnect ${oidc}` }).click();
		await expect(page.getByRole('status')).toHaveText('Disconnected.');
		await expect(page.getByText('None yet.')).toBeVisible();
		await expect(connect).toBeVisible();
		await axe();
	});

	confirmed('an account with another address is not connected', async ({ page, ada }) => {
		await signInThere(page, newcomer());
		await expect(page.getByRole('status')).toHaveText(/^Not connected/);
		await expect(page.getByText('None yet.')).toBeVisible();
		await page.goto('/account');
		await expect(page.getByText(ada.email)).toBeVisible();
	});

	confirmed('who says no stays signed in', async ({ page }) => {
		await page.getByRole('button', { name: 'Refuse' }).click();
		await expect(page.getByRole('status')).toHaveText(/or you said no/);
		await expect(page).toHaveURL(/^[^?]*\/account\/connections/);
	});
});

test('only a form of this site leads to a provider, and only to those there are [OA-01 OA-02]', async ({
	request,
	baseURL
}) => {
	const headers = { accept: 'text/html', origin: baseURL ?? '' };
	const start = (path: string, more = {}) =>
		request.post(path, { headers: { ...headers, ...more }, form: {}, maxRedirects: 0 });

	const get = await request.get('/login/oauth/oidc?redirectTo=%2F', { maxRedirects: 0 });
	expect([get.status(), get.headers().location]).toEqual([303, '/login?redirectTo=%2F']);
	expect(get.headers()['set-cookie']).toBeUndefined();

	expect((await start('/login/oauth/oidc')).status()).toBe(303);
	expect((await start('/login/oauth/oidc', { origin: 'https://evil.example' })).status()).toBe(403);
	for (const provider of ['amazon', '__proto__', 'nope', 'oidc%2F..']) {
		expect((await start(`/login/oauth/${provider}`)).status(), provider).toBe(404);
	}
});
