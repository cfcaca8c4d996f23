import { expect, test } from './second-factor-fixtures.ts';
import { logIn } from './steps.ts';

test('what was typed outlives a session that ended elsewhere [AZ-08 AX-06]', async ({
	page,
	ada,
	owner,
	axe
}) => {
	await page.goto('/login?redirectTo=/account');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Name').fill('Ada <King>');
	await owner('DELETE', '/account/sessions');
	await page.getByRole('button', { name: 'Save', exact: true }).click();

	await expect(page.getByRole('status')).toHaveText(/You have been signed out/);
	await logIn(page, ada);
	await expect(page.getByRole('alert')).toHaveText(/This was not done/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada Lovelace');
	await expect(page.getByLabel('Name')).toHaveValue('Ada <King>');
	await axe();

	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada <King>');
	await expect(page.getByRole('alert')).toBeHidden();
});

test('what was typed is not kept where nothing says any more whose it is', async ({
	page,
	ada
}) => {
	await page.goto('/login?redirectTo=/account/email');
	await logIn(page, ada);
	await page.getByLabel('New email').fill('ada@king.example');
	await page.getByLabel('Current password', { exact: true }).fill(ada.password);
	await page.context().clearCookies();
	await page.getByRole('button', { name: 'Change the address' }).click();

	await expect(page).toHaveURL('/login?redirectTo=%2Faccount%2Femail');
	await logIn(page, ada);
	await expect(page.getByLabel('New email')).toHaveValue('');
});

test('who has left in another tab is shown by none as if they were there', async ({
	page,
	context,
	ada
}) => {
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page.getByRole('link', { name: 'Ada Lovelace' })).toBeVisible();
	await page.waitForLoadState('networkidle');

	const other = await context.newPage();
	await other.goto('/');
	await other.getByRole('button', { name: 'Log out' }).click();
	await expect(other.getByRole('link', { name: 'Log in' }).first()).toBeVisible();

	await page.getByRole('link', { name: 'SvelteKit + Appwrite' }).click();
	await expect(page.getByRole('link', { name: 'Log in' }).first()).toBeVisible();
	await expect(page.getByRole('link', { name: 'Ada Lovelace' })).toBeHidden();
});

// Without a script the browser has a page of its own for it.
test('what was typed outlives a lost connection @js', async ({ page, context, ada }) => {
	await page.goto('/login?redirectTo=/account');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Name').fill('Ada King');
	await context.setOffline(true);
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('alert')).toHaveText(/could not reach this site/);
	await expect(page.getByLabel('Name')).toHaveValue('Ada King');

	await context.setOffline(false);
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada King');
	await expect(page.getByRole('alert')).toBeHidden();
});
