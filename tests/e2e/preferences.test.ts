import type { APIRequestContext } from '@playwright/test';
import { expect, test, type Options, type Person } from './fixtures.ts';
import { logIn } from './steps.ts';

/** Acts on the account past the app, as another app of the same project would. */
async function actOutside(
	request: APIRequestContext,
	{ endpoint, projectId }: Options['appwrite'],
	{ email, password }: Person
) {
	const headers = { 'x-appwrite-project': projectId };
	const data = { email, password };
	const response = await request.post(`${endpoint}/account/sessions/email`, { headers, data });
	const cookies = JSON.parse(response.headers()['x-fallback-cookies'] ?? '{}');
	const session = { ...headers, 'x-appwrite-session': cookies[`a_session_${projectId}`] };
	return {
		setPrefs: (prefs: object) =>
			request.patch(`${endpoint}/account/prefs`, { headers: session, data: { prefs } }),
		prefs: async () => (await request.get(`${endpoint}/account/prefs`, { headers: session })).json()
	};
}

test('a theme holds on every page, whatever the device prefers', async ({ page, ada, axe }) => {
	const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	await page.emulateMedia({ colorScheme: 'light' });
	await page.goto('/login');
	const light = await background();
	await logIn(page, ada);

	await page.getByLabel('Theme').selectOption('Dark');
	await page.getByRole('button', { name: 'Save preferences' }).click();
	await expect(page.getByRole('status')).toHaveText('Your preferences have been saved.');
	await expect(page.getByLabel('Theme')).toHaveValue('dark');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	const dark = await background();
	expect(dark).not.toBe(light);
	await axe();

	await page.goto('/');
	expect(await background()).toBe(dark);
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.goto('/account');
	await page.getByLabel('Theme').selectOption('Light');
	await page.getByRole('button', { name: 'Save preferences' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
	expect(await background()).toBe(light);

	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page).toHaveURL('/');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
	expect(await background()).toBe(dark);
});

test('times are told in the zone that was chosen', async ({ page, ada }) => {
	await page.goto('/login');
	await logIn(page, ada);
	await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
	await page.getByRole('button', { name: 'Save preferences' }).click();
	await expect(page.getByRole('status')).toBeVisible();

	await page.goto('/account/sessions');
	const time = page.getByRole('time').first();
	const iso = (await time.getAttribute('datetime')) ?? '';
	const nineHoursLater = new Date(Date.parse(iso) + 9 * 3600_000).toISOString();
	await expect(time).toContainText(nineHoursLater.slice(11, 16));
});

test('preferences leave alone what other apps keep there, and bear with it', async ({
	page,
	request,
	appwrite,
	ada
}) => {
	const outside = await actOutside(request, appwrite, ada);
	const foreign = { basket: ['tea'], theme: { nested: 1 }, timeZone: 'Nowhere/Land' };
	await outside.setPrefs(foreign);

	await page.goto('/login');
	await logIn(page, ada);
	await expect(page.getByLabel('Theme')).toHaveValue('system');
	await page.getByLabel('Theme').selectOption('Dark');
	await page.getByRole('button', { name: 'Save preferences' }).click();
	await expect(page.getByRole('status')).toBeVisible();

	expect(await outside.prefs()).toEqual({
		basket: ['tea'],
		theme: 'dark',
		language: 'en',
		timeZone: 'UTC'
	});
});

test('what cannot be chosen is refused', async ({ page, ada, baseURL }) => {
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');
	const form = { theme: 'dark"><script>', language: 'en', timeZone: 'UTC' };
	const headers = { accept: 'text/html', origin: baseURL ?? '' };
	const response = await page.request.post('/account?/preferences', { headers, form });
	expect(response.status()).toBe(400);
});
