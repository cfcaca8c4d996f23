import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { logIn } from './steps.ts';

/** Goes on by the key until the focus is where it should be, and sees on the way that it shows. */
async function tabTo(page: Page, label: string) {
	const target = page.getByLabel(label, { exact: true });
	for (let steps = 0; steps < 12; steps += 1) {
		await page.keyboard.press('Tab');
		await expect(page.locator(':focus-visible')).not.toHaveCSS('outline-style', 'none');
		if (await target.evaluate((element) => element === document.activeElement)) return;
	}
	throw new Error(`${label} is not reached by the keyboard`);
}

test('a login takes no mouse, its fields take what is pasted, and the focus shows [AX-02 AX-05]', async ({
	page,
	ada
}) => {
	await page.goto('/login');
	await tabTo(page, 'Email');
	// Typed there and cut, to be pasted as a password manager's text would be.
	await page.keyboard.insertText(ada.password);
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.press('ControlOrMeta+X');
	await page.keyboard.insertText(ada.email);
	await tabTo(page, 'Password');
	await page.keyboard.press('ControlOrMeta+V');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL('/account');
});

test('what can be pressed is large enough to be hit [AX-05]', async ({ page, ada }) => {
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');
	for (const path of ['/account', '/account/security', '/account/sessions', '/account/data']) {
		await page.goto(path);
		for (const button of await page.getByRole('button').all()) {
			const { width, height } = (await button.boundingBox()) ?? { width: 0, height: 0 };
			expect(Math.min(width, height), await button.innerText()).toBeGreaterThanOrEqual(24);
		}
	}
});
