import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

/** A local Appwrite, and ways to make it send a mail and to read it. */
function createMailbox() {
	const appwrite = createTestAppwrite();
	return {
		...appwrite,
		async requestCode(email: string) {
			const body = { userId: 'unique()', email };
			await appwrite.request('POST', '/account/tokens/email', { headers: appwrite.asKey, body });
		},
		get: (path: string) => appwrite.fetch(new Request(`http://localhost/mailbox${path}`))
	};
}

describe('/mailbox/messages.json', () => {
	it('lists the messages to an address, the newest first', async () => {
		const { get, requestCode } = createMailbox();
		await requestCode('ada@example.com');
		await requestCode('bo@example.com');
		await requestCode('ada@example.com');

		const messages = await (await get('/messages.json?to=ada%40example.com')).json();
		expect(messages).toHaveLength(2);
		expect(messages[0]).toEqual({
			id: expect.any(String),
			to: 'ada@example.com',
			subject: 'OTP for Local Appwrite Login',
			text: expect.stringContaining(messages[0].otp),
			html: expect.stringContaining(messages[0].otp),
			links: [],
			otp: expect.stringMatching(/^\d{6}$/),
			createdAt: expect.any(String)
		});
		expect(messages[0].id > messages[1].id).toBe(true);
	});

	it('finds an address whatever its case, and with a plus sign that was not encoded', async () => {
		const { get, requestCode } = createMailbox();
		await requestCode('Ada+test@example.com');

		const messages = await (await get('/messages.json?to=ada+test@example.com')).json();
		expect(messages).toMatchObject([{ to: 'Ada+test@example.com' }]);
	});

	it('keeps the newest thousand', { timeout: 60_000 }, async () => {
		const { get, requestCode } = createMailbox();
		await requestCode('oldest@example.com');
		for (let sent = 0; sent < 1000; sent += 1) await requestCode('ada@example.com');

		expect(await (await get('/messages.json')).json()).toHaveLength(1000);
		expect(await (await get('/messages.json?to=oldest@example.com')).json()).toEqual([]);
	});
});

describe('/mailbox', () => {
	it('shows a code to whoever looks for their address, and no mail to others', async () => {
		const { get, requestCode } = createMailbox();
		await requestCode('ada@example.com');
		await requestCode('bo@example.com');

		const [message] = await (await get('/messages.json?to=ada@example.com')).json();
		const page = await (await get('?to=ada@example.com')).text();
		expect(page).toContain(`<p class="otp">${message.otp}</p>`);
		expect(page).toContain(`href="/mailbox/messages/${message.id}"`);
		expect(page).not.toContain('bo@example.com');
	});

	it('shows a link as one, and the HTML of a mail where it can do nothing', async () => {
		const { asKey, get, request } = createMailbox();
		const ada = { email: 'ada@example.com', password: 'correct horse', name: '<script>ada' };
		await request('POST', '/account', { headers: asKey, body: { userId: 'ada', ...ada } });
		const url = 'http://localhost/reset?a=1';
		await request('POST', '/account/recovery', { headers: asKey, body: { ...ada, url } });

		const [message] = await (await get('/messages.json')).json();
		expect(message.html).toContain('Hello &lt;script&gt;ada,');
		const response = await get(`/messages/${message.id}`);
		const page = await response.text();
		expect(page).toContain(`<a href="${message.links[0].replaceAll('&', '&amp;')}">`);
		expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
		expect(page).toContain('Hello &amp;lt;script&amp;gt;ada,');
		expect(page).not.toContain('<script');
		expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
	});

	it('shows an SMS, which is the code and nothing else', async () => {
		const { asKey, get, request } = createMailbox();
		const body = { userId: 'unique()', phone: '+4915112345678' };
		await request('POST', '/account/tokens/phone', { headers: asKey, body });

		const [sms] = await (await get('/messages.json?to=%2B4915112345678')).json();
		expect(sms).toMatchObject({ to: '+4915112345678', subject: '', html: '', text: sms.otp });
		expect(await (await get(`/messages/${sms.id}`)).text()).toContain('<h1>SMS</h1>');
	});

	it('says so when a message is not there', async () => {
		const { get } = createMailbox();
		expect((await get('/messages/nope')).status).toBe(404);
	});

	it('is for this machine only', async () => {
		const { fetch } = createMailbox();
		const response = await fetch(new Request('http://evil.example/mailbox/messages.json'));
		expect(response.status).toBe(403);
	});
});
