import { expect, test } from './fixtures.ts';

test('the front page answers with its heading and names the local Appwrite @smoke [DV-05]', async ({
	page
}) => {
	const response = await page.goto('/');

	expect(response?.status()).toBe(200);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByText('not for real data')).toBeVisible();
});
