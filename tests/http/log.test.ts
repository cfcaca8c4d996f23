import { Browser } from './browser.ts';
import { sendText } from './raw-request.ts';
import { send, sendForm } from './send.ts';
import { expect, parse, test } from './watched-app.ts';
import { cookieOf, someAddress } from './world.ts';

// What an app of its own writes, on stdout and stderr, while people come and go and Appwrite fails.

const password = 'canary of the password';

test('has no secret, whatever is refused and whatever Appwrite answers [LO-02]', async ({
	app
}) => {
	const browser = new Browser(app.origin, someAddress());
	const stranger = new Browser(app.origin, someAddress());
	const email = 'ada@example.com';
	const wrong = 'canary of no password';
	const link = 'userId=ada&secret=canary+of+a+link';
	await browser.post('/signup', { name: 'Ada', email, password });
	await browser.post('/account/password', { password: wrong, newPassword: `${wrong} either` });
	await browser.post(`/reset-password?${link}`, { password });
	await browser.post(`/verify-email?${link}`);
	await browser.get('/login/oauth/callback?state=canaryOfAState&secret=canaryOfASecret&userId=a');

	const faults = ['503', 'html', 'malformed', 'null', 'cut', 'reset', 'redirect', '401', '418'];
	for (const kind of faults) {
		await app.fail(kind);
		await browser.get('/account/sessions');
		await app.fail(kind);
		await stranger.post('/login', { email: 'eve@example.com', password });
	}

	expect(await app.lines('attempt_refused')).not.toEqual([]);
	expect(await app.lines('provider_refused')).not.toEqual([]);
	expect(await app.lines('appwrite_outage')).not.toEqual([]);
	for (const secret of [app.appwrite.apiKey, email, ...browser.given])
		expect(app.output()).not.toContain(secret);
	expect(app.output()).not.toMatch(/canary[ +]?of/i);
});

test('takes no line from a visitor [LO-03]', async ({ app }) => {
	const forged = '{"level":"error","event":"forged"}';
	const agent = `x" \\ ${forged} \x9b31m\x85${'x'.repeat(2000)}`;
	for (const email of [
		'ada@example.com',
		`ada@example.com\r\n${forged}`,
		'\x1b[31mada@example.com'
	]) {
		const body = JSON.stringify({ email, password });
		const head = [
			'POST /api/session HTTP/1.1',
			`Host: ${new URL(app.origin).host}`,
			'Connection: close',
			'Content-Type: application/json',
			`Content-Length: ${Buffer.byteLength(body)}`,
			`X-Forwarded-For: 192.0.2.1 ${forged}`,
			`User-Agent: ${agent}`
		];
		await sendText(app.origin, `${head.join('\r\n')}\r\n\r\n${body}`);
	}

	const [line] = await app.lines('attempt_refused');
	expect(String(line?.agent)).toHaveLength(256);
	expect(parse(app.output()).map(({ event }) => event)).not.toContain('forged');
	expect(app.output()).toMatch(/^[\x20-\x7e\n]*$/);
});

test('knows the ID that an error page shows, which shows nothing else from inside [LO-04]', async ({
	app
}) => {
	const answer = await sendForm(app.origin, '/signup', {
		name: 'Ada',
		email: 'ada@example.com',
		password
	});
	const cookie = cookieOf(answer.cookies, 'session');
	await app.fail('503', 9);
	const page = await send(app.origin, '/account/sessions', {
		headers: { cookie, accept: 'text/html' }
	});

	expect(page.status).toBe(503);
	// The mail of the sign-up, which nobody waits for, may have met a fault of its own.
	const line = (await app.lines('appwrite_outage')).find(({ id }) => page.text.includes(`${id}`));
	expect(line).toBeDefined();
	expect(page.text).not.toContain(String(line?.reason));
	expect(page.text).not.toMatch(/node_modules|\bat \w+ \(/);
	expect(page.headers['x-powered-by']).toBeUndefined();
});
