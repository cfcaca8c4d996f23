import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

/** A local Appwrite, and a way to ask it for a code by mail. */
function createMailbox() {
	const appwrite = createTestAppwrite();
	return {
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

	it('keeps the newest thousand', async () => {
		const { get, requestCode } = createMailbox();
		await requestCode('oldest@example.com');
		for (let sent = 0; sent < 1000; sent += 1) await requestCode('ada@example.com');

		expect(await (await get('/messages.json')).json()).toHaveLength(1000);
		expect(await (await get('/messages.json?to=oldest@example.com')).json()).toEqual([]);
	});
});
