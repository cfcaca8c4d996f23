import { expect, test as base } from './fixtures.ts';

/** Ada has confirmed her address, in a browser of her own, so that nothing stands between her and her account. */
export const test = base.extend({
	ada: async ({ signUp, mailbox, playwright, origin }, use) => {
		const ada = await signUp('Ada Lovelace');
		const [a, b, c] = crypto.getRandomValues(new Uint8Array(3));
		const extraHTTPHeaders = { origin, 'x-forwarded-for': `10.${a}.${b}.${c}` };
		const browser = await playwright.request.newContext({ baseURL: origin, extraHTTPHeaders });
		const post = (path: string, form = {}) => {
			return browser.post(path, { form, headers: { accept: 'text/html' }, maxRedirects: 0 });
		};

		await post('/login', { email: ada.email, password: ada.password });
		await post('/verify-email/resend');
		await browser.get((await mailbox.newest(ada.email)).links[0] ?? '');
		const done = await post('/verify-email');
		expect(done.headers().location).toBe('/account?notice=email-verified');
		await browser.dispose();
		await use(ada);
	}
});

export { expect };
