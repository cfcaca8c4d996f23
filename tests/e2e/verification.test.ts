import { expect, test } from './fixtures.ts';
import { logIn, logOut, sessionCookie, signUp } from './steps.ts';

/** Somebody who has not signed up yet. */
function newcomer() {
	const email = `${crypto.randomUUID()}@example.com`;
	return { name: 'Grace Hopper', email, password: 'correct horse' };
}

test('the link of the mail at sign-up confirms the address', async ({ page, mailbox, axe }) => {
	const grace = newcomer();
	await page.goto('/signup');
	await signUp(page, grace);
	await expect(page).toHaveURL('/account');
	await expect(page.getByText('Please confirm your address')).toBeVisible();
	await axe();

	const [link = ''] = (await mailbox.newest(grace.email)).links;
	await page.goto(link);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your email address');
	await expect(page).toHaveURL('/verify-email');
	await axe();
	await page.getByRole('button', { name: 'Confirm' }).click();

	await expect(page.getByRole('status')).toHaveText('Your email address is confirmed.');
	await expect(page).toHaveURL(/^[^?]*\/account\?/);
	await expect(page.getByText('Please confirm your address')).toBeHidden();
});

test('opening the link changes nothing; its button works once, after logging in [VF-01 VF-04]', async ({
	page,
	mailbox,
	request,
	browser,
	javaScriptEnabled,
	extraHTTPHeaders,
	axe
}) => {
	const grace = newcomer();
	await page.goto('/signup?redirectTo=/account/sessions');
	await signUp(page, grace);
	await expect(page).toHaveURL('/account/sessions');
	const [link = ''] = (await mailbox.newest(grace.email)).links;

	// As a scanner of mail does.
	for (let i = 0; i < 2; i += 1) expect((await request.get(link)).ok()).toBe(true);
	await page.reload();
	await expect(page.getByText('Please confirm your address')).toBeVisible();

	// As somebody does who reads their mail on another device.
	const elsewhere = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders });
	const phone = await elsewhere.newPage();
	await phone.goto(link);
	await expect(phone.getByRole('status')).toHaveText(/^Log in to the account of this address/);
	await logIn(phone, grace);
	await expect(phone.getByText(`we know that ${grace.email} is yours`)).toBeVisible();
	await phone.getByRole('button', { name: 'Confirm' }).click();
	await expect(phone.getByRole('status')).toHaveText('Your email address is confirmed.');
	await expect(phone).toHaveURL('/account/sessions?notice=email-verified');
	await expect(phone.getByRole('listitem')).toHaveCount(1);
	await elsewhere.close();

	// Nobody else can still be in whom its owner does not know.
	await page.goto('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in');
	await axe();
});

test('a link for another account says so and does nothing', async ({ page, ada, mailbox, axe }) => {
	const grace = newcomer();
	await page.goto('/signup');
	await signUp(page, grace);
	const [link = ''] = (await mailbox.newest(grace.email)).links;
	await logOut(page);
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');

	await page.goto(link);
	await expect(page.getByText('This link is for another account')).toBeVisible();
	await expect(page.getByRole('main')).not.toContainText(grace.email);
	await expect(page.getByRole('button', { name: 'Confirm' })).toBeHidden();
	await axe();
	await page.getByRole('main').getByRole('button', { name: 'Log out' }).click();
	await page.goto(link);
	await logIn(page, grace);
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page.getByRole('status')).toHaveText('Your email address is confirmed.');
});

test('a second click tells its owner that all is well', async ({ page, mailbox, baseURL }) => {
	const grace = newcomer();
	await page.goto('/signup');
	await signUp(page, grace);
	const [link = ''] = (await mailbox.newest(grace.email)).links;
	await page.goto(link);
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page.getByRole('status')).toBeVisible();

	await page.goto(link);
	await expect(page.getByRole('main')).toContainText('Your email address is confirmed.');
	await expect(page.getByRole('button', { name: 'Confirm' })).toBeHidden();

	const options = { headers: { accept: 'text/html', origin: baseURL ?? '' }, form: {} };
	const again = await page.request.post(link, { ...options, maxRedirects: 0 });
	expect(again.headers().location).toBe('/account?notice=email-verified');
});

test('another link may be asked for, once a minute', async ({ page, ada, mailbox, axe }) => {
	await page.goto('/login');
	await logIn(page, ada);
	await page.getByRole('button', { name: 'Send it again' }).click();
	await expect(page.getByRole('status')).toHaveText('We have mailed you a new link.');
	await axe();
	const { links } = await mailbox.newest(ada.email);

	await page.getByRole('button', { name: 'Send the link again' }).click();
	await expect(page.getByRole('alert')).toHaveText(/Try again in \d+ seconds/);
	await axe();

	await page.goto(links[0] ?? '');
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page.getByRole('status')).toHaveText('Your email address is confirmed.');
	await page.goto('/verify-email/resend');
	await expect(page).toHaveURL(/\/account/);
});

test('a link that is incomplete or not ours says so', async ({ page, axe }) => {
	await page.goto('/verify-email?userId=ada');
	await expect(page.getByText('This link is incomplete')).toBeVisible();
	await axe();

	await page.goto(`/verify-email?userId=ada&secret=${'0'.repeat(256)}`);
	await expect(page.getByRole('alert')).toHaveText(/too old or has been used/);
	await expect(page.getByRole('button', { name: 'Confirm' })).toBeHidden();
	await axe();
});

test('a new link is for who is signed in only', async ({ request, baseURL }) => {
	const headers = { accept: 'text/html', origin: baseURL ?? '' };
	const response = await request.post('/verify-email/resend', {
		headers,
		form: {},
		maxRedirects: 0
	});
	expect(response.status()).toBe(303);
	expect(response.headers().location).toMatch(/^\/login\?/);
});

test('a link signs nobody in [VF-01]', async ({ page, ada, mailbox, context }) => {
	await page.goto('/login');
	await logIn(page, ada);
	await page.getByRole('button', { name: 'Send it again' }).click();
	const [link = ''] = (await mailbox.newest(ada.email)).links;
	await context.clearCookies();

	await page.goto(link);
	await expect(page).toHaveURL(/\/login\?redirectTo=%2Fverify-email/);
	expect(await sessionCookie(page)).toBeUndefined();
});
