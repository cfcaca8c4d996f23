import { randomInt } from 'node:crypto';
import { expect, test } from './fixtures.ts';

/** Of the numbers kept for fiction in the UK, +44 7700 900000 to 900999, with a digit more to be new in each test. */
const newNumber = () => `+447700900${String(randomInt(10_000)).padStart(4, '0')}`;

test('somebody logs in with a code by text message, and again later', async ({
	page,
	mailbox,
	axe
}) => {
	const phone = newNumber();
	await page.goto('/login?redirectTo=%2Faccount%3Ffrom%3Dphone');
	await page.getByRole('link', { name: 'Log in with a code by text message' }).click();
	await expect(page.getByLabel('Phone number')).toHaveAttribute('autocomplete', 'tel');
	await axe();

	// As people write numbers.
	await page.getByLabel('Phone number').fill(phone.replace(/^\+44(....)(...)/, '0044 ($1) $2-'));
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await expect(page.getByRole('status')).toContainText(`We have sent a code to ${phone}`);
	await axe();
	await page.getByLabel('Code').fill((await mailbox.newest(phone)).otp ?? '');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page).toHaveURL('/account?from=phone');

	await page.getByLabel('Name').fill('Grace');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Grace');
	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page).toHaveURL('/');

	await page.goto('/login/phone');
	await page.getByLabel('Phone number').fill(phone);
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await page.getByLabel('Code').fill((await mailbox.newest(phone)).otp ?? '');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Grace');
});

test('a wrong code keeps the page, also over a reload', async ({ page, mailbox, axe }) => {
	const phone = newNumber();
	await page.goto('/login/phone');
	await page.getByLabel('Phone number').fill(phone);
	await page.getByRole('button', { name: 'Send me a code' }).click();
	const { otp } = await mailbox.newest(phone);

	await page.getByLabel('Code').fill(otp === '000000' ? '000001' : '000000');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page.getByRole('alert')).toHaveText(/wrong or too old/);
	await axe();

	await page.goto('/login/phone');
	await page.getByLabel('Code').fill(otp ?? '');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page).toHaveURL('/account');
});

test('a number without its country is asked for again', async ({ page, axe }) => {
	await page.goto('/login/phone');
	await page.getByLabel('Phone number').fill('020 7946 0123');
	await page.getByRole('button', { name: 'Send me a code' }).click();

	await expect(page.getByLabel('Phone number')).toHaveValue('020 7946 0123');
	await expect(page.getByLabel('Phone number')).toHaveAccessibleDescription(/Begin with \+/);
	await axe();
});
