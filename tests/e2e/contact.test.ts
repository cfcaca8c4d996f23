import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { test as confirmed } from './confirmed-person.ts';
import { expect, test, type Person } from './fixtures.ts';
import { letConfirmationEnd, logIn } from './steps.ts';

/** A number kept for fiction, new in each test. */
const newNumber = () => `+447700901${String(randomInt(10_000)).padStart(4, '0')}`;

test.describe('the email address', () => {
	test('changes with the password, and is confirmed anew [VF-02]', async ({
		page,
		ada,
		mailbox,
		axe
	}) => {
		const email = `${crypto.randomUUID()}@example.com`;
		await page.goto('/login?redirectTo=/account/email');
		await logIn(page, ada);
		await expect(page.getByRole('main')).toContainText(`${ada.email} (not confirmed yet)`);
		await axe();

		await page.getByLabel('New email').fill(email.toUpperCase());
		await page.getByLabel('Current password', { exact: true }).fill(ada.password);
		await page.getByRole('button', { name: 'Change the address' }).click();
		await expect(page.getByRole('status')).toContainText('Your email address has been changed.');
		await expect(page.getByRole('main')).toContainText(`${email} (not confirmed yet)`);
		await axe();

		await page.goto((await mailbox.newest(email)).links[0] ?? '');
		await page.getByRole('button', { name: 'Confirm' }).click();
		await expect(page.getByRole('status')).toHaveText('Your email address is confirmed.');
		await page.goto('/account/email');
		await expect(page.getByRole('main')).toContainText(`${email} (confirmed)`);

		await page.getByRole('button', { name: 'Log out' }).click();
		await page.goto('/login');
		await logIn(page, { ...ada, email });
		await expect(page).toHaveURL('/account');
	});

	test('stays as it is with a wrong password, however short [VF-02]', async ({
		page,
		ada,
		axe
	}) => {
		await page.goto('/login?redirectTo=/account/email');
		await logIn(page, ada);
		for (const password of ['wrong horse', 'x']) {
			await page.getByLabel('New email').fill('new@example.com');
			await page.getByLabel('Current password', { exact: true }).fill(password);
			await page.getByRole('button', { name: 'Change the address' }).click();
			const field = page.getByLabel('Current password', { exact: true });
			await expect(field).toHaveAccessibleDescription('That is not your password.');
			await expect(page.getByLabel('New email')).toHaveValue('new@example.com');
		}
		await axe();
		await page.goto('/account/email');
		await expect(page.getByRole('main')).toContainText(ada.email);
	});

	test('asks who is there after ten minutes, and keeps what was typed [MF-05 AX-06]', async ({
		page,
		ada
	}) => {
		const email = `${crypto.randomUUID()}@example.com`;
		await page.goto('/login?redirectTo=/account/email');
		await logIn(page, ada);
		await page.getByLabel('New email').fill(email);
		await page.getByLabel('Current password', { exact: true }).fill(ada.password);
		await letConfirmationEnd(page);
		await page.getByRole('button', { name: 'Change the address' }).click();
		await expect(page.getByRole('heading', { name: 'Confirm it’s you' })).toBeVisible();
		await page.getByLabel('Password', { exact: true }).fill(ada.password);
		await page.getByRole('button', { name: 'Confirm' }).click();

		await expect(page.getByRole('alert')).toHaveText(/This was not done/);
		await expect(page.getByLabel('New email')).toHaveValue(email);
		await page.getByLabel('Current password', { exact: true }).fill(ada.password);
		await page.getByRole('button', { name: 'Change the address' }).click();
		await expect(page.getByRole('main')).toContainText(`${email} (not confirmed yet)`);
	});

	test('cannot be one that is taken, or the same', async ({ page, ada }) => {
		await page.goto('/login?redirectTo=/account/email');
		await logIn(page, ada);
		await page.getByLabel('New email').fill(ada.email);
		await page.getByLabel('Current password', { exact: true }).fill(ada.password);
		await page.getByRole('button', { name: 'Change the address' }).click();
		await expect(page.getByLabel('New email')).toHaveAccessibleDescription(/your address already/);
	});
});

confirmed.describe('the phone number', () => {
	confirmed.beforeEach(async ({ page, ada }) => {
		await page.goto('/login?redirectTo=/account/phone');
		await logIn(page, ada);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Phone number');
	});

	confirmed('is saved and confirmed by a code', async ({ page, ada, mailbox, axe }) => {
		const phone = newNumber();
		await axe();
		await savePhone(page, ada, phone);
		await expect(page).toHaveURL('/account/phone/code?notice=phone-changed');
		await expect(page.getByText(phone)).toBeVisible();
		await expect(page.getByLabel('Code')).toHaveAttribute('autocomplete', 'one-time-code');
		await axe();

		const { otp } = await mailbox.newest(phone);
		await page.getByLabel('Code').fill(otp === '000000' ? '000001' : '000000');
		await page.getByRole('button', { name: 'Confirm the number' }).click();
		await expect(page.getByRole('alert')).toContainText('This code is wrong or too old');
		await axe();

		await page.getByLabel('Code').fill(` ${otp?.slice(0, 3)} ${otp?.slice(3)} `);
		await page.getByRole('button', { name: 'Confirm the number' }).click();
		await expect(page.getByText('This number is confirmed.')).toBeVisible();
		await expect(page.getByRole('heading', { level: 2, name: phone })).toBeVisible();
		await page.goto('/account/phone/code');
		await expect(page).toHaveURL(/\/account\/phone\?/);
	});

	confirmed('gets a new code once a minute', async ({ page, ada }) => {
		await savePhone(page, ada, newNumber());
		await page.getByRole('button', { name: 'Send a new code' }).click();
		await expect(page.getByRole('alert')).toHaveText(/Try again in \d+ seconds/);
	});

	confirmed(
		'is not guessed in: five wrong codes end it for a while',
		async ({ page, ada, mailbox, baseURL }) => {
			const phone = newNumber();
			await savePhone(page, ada, phone);
			const { otp } = await mailbox.newest(phone);
			const headers = { accept: 'text/html', origin: baseURL ?? '' };
			const statuses: number[] = [];
			for (let i = 1; i <= 6; i += 1) {
				const code = String((Number(otp) + i) % 1_000_000).padStart(6, '0');
				const options = { form: { code }, headers };
				statuses.push((await page.request.post('/account/phone/code?/verify', options)).status());
			}
			expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
		}
	);

	confirmed('needs the password and the country', async ({ page, ada }) => {
		await savePhone(page, { ...ada, password: 'wrong horse' }, newNumber());
		await expect(page.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(
			'That is not your password.'
		);
		await savePhone(page, ada, '020 7946 0123');
		await expect(page.getByLabel('Phone number')).toHaveAccessibleDescription(/Begin with \+/);
		await expect(page.getByLabel('Phone number')).toHaveValue('020 7946 0123');
	});
});

async function savePhone(page: Page, { password }: Person, phone: string) {
	await page.getByLabel('Phone number').fill(phone);
	await page.getByLabel('Current password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Save the number' }).click();
}

test('a number waits until the address is confirmed, and is where that leads back to [OA-05]', async ({
	page,
	ada,
	mailbox,
	axe
}) => {
	await page.goto('/login?redirectTo=/account/phone');
	await logIn(page, ada);
	await expect(page.getByRole('status')).toContainText('Confirm your email address first');
	await axe();
	await page.getByRole('button', { name: 'Send the link again' }).click();
	await page.goto((await mailbox.newest(ada.email)).links[0] ?? '');
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Phone number');
	await savePhone(page, ada, newNumber());
	await expect(page).toHaveURL('/account/phone/code?notice=phone-changed');
});
