import { expect, test } from './fixtures.ts';
import { logIn } from './steps.ts';

test('who is signed in gets a token of Appwrite’s for a quarter of an hour', async ({
	page,
	request,
	appwrite,
	ada
}) => {
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');

	const response = await page.request.post('/api/token');
	expect(response.status()).toBe(200);
	expect(response.headers()['cache-control']).toBe('private, no-store');
	const { jwt, expiresAt } = await response.json();

	const { exp } = JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString());
	expect(exp - Date.now() / 1000).toBeLessThanOrEqual(15 * 60);
	expect(Math.abs(exp * 1000 - Date.parse(expiresAt))).toBeLessThan(3_000);

	const headers = { 'x-appwrite-project': appwrite.projectId, 'x-appwrite-jwt': jwt };
	const ask = () => request.get(`${appwrite.endpoint}/account`, { headers });
	expect(await (await ask()).json()).toMatchObject({ $id: ada.id });

	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible();
	expect((await ask()).status()).toBe(401);
});

test('nobody else gets one', async ({ page, request, ada }) => {
	const stranger = await request.post('/api/token');
	expect(stranger.status()).toBe(401);
	expect(stranger.headers()['content-type']).toBe('application/problem+json');

	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');
	const headers = { origin: 'https://evil.example' };
	expect((await page.request.post('/api/token', { headers })).status()).toBe(403);
	expect((await page.request.get('/api/token')).status()).toBe(405);
});
