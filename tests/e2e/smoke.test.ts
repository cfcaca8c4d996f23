import { expect, test } from './fixtures.ts';

test('the front page answers with its heading and names the local Appwrite @smoke [DV-05]', async ({
	page
}) => {
	const response = await page.goto('/');

	expect(response?.status()).toBe(200);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByText('not for real data')).toBeVisible();
});

test(
	'every page of every test is watched: one that breaks its policy fails it [HD-06]',
	{ tag: '@js' },
	async ({ page }) => {
		test.fail(true, 'The script that this adds is none of the page.');
		await page.goto('/');
		await page.evaluate(() => {
			const script = document.createElement('script');
			script.textContent = 'document.title = "changed"';
			document.body.append(script);
		});
		await expect(page).not.toHaveTitle('changed');
	}
);
