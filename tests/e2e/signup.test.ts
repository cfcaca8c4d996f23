import { expect, test } from './fixtures.ts';

test('somebody new signs up and is signed in', async ({ page, axe }) => {
	const email = `${crypto.randomUUID()}@example.com`;
	await page.goto('/');
	await page.getByRole('link', { name: 'Create an account' }).click();
	await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible();
	await axe();

	await page.getByLabel('Name').fill('Grace <b>Hopper</b>');
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(' ä😀 correct horse ');
	await page.getByRole('button', { name: 'Create account' }).click();

	await expect(page).toHaveURL('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Grace <b>Hopper</b>');
	await expect(page.getByText(email)).toBeVisible();
});

test('a password is kept exactly as typed [LG-03]', async ({ page, request, appwrite }) => {
	const email = `${crypto.randomUUID()}@example.com`;
	const password = ' ä😀 Correct Horse ';
	await page.goto('/signup');
	await page.getByLabel('Name').fill('Grace');
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Create account' }).click();
	await expect(page).toHaveURL('/account');

	const session = await request.post(`${appwrite.endpoint}/account/sessions/email`, {
		headers: { 'x-appwrite-project': appwrite.projectId },
		data: { email, password }
	});
	expect(session.status()).toBe(201);
});

test('a taken address is refused without saying whose it is', async ({ page, ada, axe }) => {
	await page.goto('/signup');
	await page.getByLabel('Name').fill('Eve');
	await page.getByLabel('Email').fill(ada.email);
	await page.getByLabel('Password', { exact: true }).fill('correct horse');
	await page.getByRole('button', { name: 'Create account' }).click();

	await expect(page.getByRole('alert')).toHaveText(/We could not create an account/);
	await expect(page.getByLabel('Name')).toHaveValue('Eve');
	await expect(page.getByLabel('Email')).toHaveValue(ada.email);
	await axe();
});

test('every field says what is wrong with it', async ({ page, axe }) => {
	await page.goto('/signup');
	await page.getByLabel('Email').fill('ada');
	await page.getByLabel('Password', { exact: true }).fill('short');
	await page.getByRole('button', { name: 'Create account' }).click();

	await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Enter your name.');
	await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter an email address/);
	await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
		/Use at least 8 characters/
	);
	await expect(page.getByLabel('Email')).toHaveValue('ada');
	await axe();
});
