import { expect, test as base } from '@playwright/test';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { sendText } from './raw-request.ts';
import { send, sendForm, type Answer } from './send.ts';
import { cookieOf, someAddress } from './world.ts';

// What an app of its own writes, on stdout and stderr, while people come and go and Appwrite fails.

type Line = Record<string, unknown>;

interface Watched {
	origin: string;
	apiKey: string;
	output(): string;
	/** The lines with this event, once there is one. */
	lines(event: string): Promise<Line[]>;
	newestMail(): Promise<{ links: string[]; otp: string }>;
	/** Lets the next calls to Appwrite go wrong. */
	fail(kind: string, times?: number): Promise<unknown>;
}

const test = base.extend<{ app: Watched }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	app: async ({}, use) => {
		const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
		const app = await startApp(appwrite, { ADDRESS_HEADER: 'x-forwarded-for' });
		let output = '';
		for (const stream of [app.server.stdout, app.server.stderr])
			stream?.on('data', (text) => (output += text));

		async function lines(event: string) {
			const found = () => parse(output).filter((line) => line.event === event);
			await expect.poll(() => found().length, event).toBeGreaterThan(0);
			return found();
		}

		await use({
			origin: app.origin,
			apiKey: appwrite.apiKey,
			output: () => output,
			lines,
			newestMail: async () => (await (await fetch(`${appwrite.mailbox}/messages.json`)).json())[0],
			fail: (kind, times = 1) => fault(appwrite.control, { path: '/', kind, times })
		});

		app.server.kill('SIGKILL');
		server.kill('SIGKILL');
	}
});

/** Fails where a line is no JSON. */
function parse(output: string): Line[] {
	return output
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));
}

async function fault(control: string, what: object) {
	const body = JSON.stringify(what);
	const headers = { 'content-type': 'application/json' };
	await fetch(`${control}/faults`, { method: 'POST', headers, body });
}

const password = 'canary of the password';
const newPassword = 'canary of the other password';

test('has a line for each thing that people do, that says who, from where and with which result [LO-01 LO-02]', async ({
	app
}) => {
	const { origin } = app;
	const email = `${crypto.randomUUID()}@example.com`;
	const secrets = [password, newPassword, app.apiKey, email, 'canary of a link', 'canaryOfAState'];
	const from = { ...someAddress(), 'user-agent': 'Canary/1.0' };
	let cookie = '';

	async function post(path: string, form: Record<string, string> = {}): Promise<Answer> {
		const answer = await sendForm(origin, path, form, { ...from, cookie });
		const session = cookieOf(answer.cookies, 'session');
		if (session.length > 20)
			secrets.push(session.slice(8, 60), decodeURIComponent(session.slice(8)));
		const kept = Object.fromEntries(cookie.split('; ').map((pair) => pair.split(/=(.*)/s)));
		for (const pair of answer.cookies) {
			const [name = '', value = ''] = (pair.split(';')[0] ?? '').split(/=(.*)/s);
			kept[name] = value;
		}
		cookie = Object.entries(kept)
			.map((pair) => pair.join('='))
			.join('; ');
		return answer;
	}

	await post('/signup', { name: 'Ada', email, password });
	await post('/account/password', { password: 'canary of no password', newPassword });
	await post('/account/password', { password, newPassword });
	await post('/logout');
	const wrong = () => sendForm(origin, '/login', { email, password }, from);
	await Promise.all(Array.from({ length: 11 }, wrong));

	await post('/forgot-password', { email });
	const { links } = await app.newestMail();
	const link = new URL(links[0] ?? '');
	secrets.push(link.searchParams.get('secret') ?? '');
	await post(link.pathname + link.search, { password });
	await post('/reset-password?userId=ada&secret=canary+of+a+link', { password });

	cookie = '';
	await post('/login/code?/send', { email });
	const { otp } = await app.newestMail();
	await post('/login/code?/verify', { code: otp === '000000' ? '000001' : '000000' });
	await post('/login/code?/verify', { code: otp });
	await post('/account/sessions?/revokeOthers');
	await send(origin, '/login/oauth/callback?state=canaryOfAState&secret=canaryOfAState&userId=a', {
		headers: { ...from, cookie }
	});
	await send(origin, '/api/session', {
		method: 'DELETE',
		headers: { ...from, cookie, origin: 'https://evil.example' }
	});

	const faults = ['503', 'html', 'malformed', 'null', 'cut', 'reset', 'redirect', '401', '418'];
	for (const kind of faults) {
		await app.fail(kind);
		await send(origin, '/account/sessions', { headers: { ...from, cookie } });
		await app.fail(kind);
		await sendForm(origin, '/login', { email: 'eve@example.com', password }, from);
	}
	await post('/account/data', { password, confirm: 'delete' });

	const who = {
		address: from['x-forwarded-for'],
		agent: 'Canary/1.0',
		id: expect.stringMatching(/^[\w-]{36}$/),
		time: expect.stringMatching(/^\d{4}-.*Z$/)
	};
	const byUser = ['signup', 'login', 'password_changed', 'logout', 'password_reset'];
	for (const event of [...byUser, 'account_deleted']) {
		const [line] = await app.lines(event);
		expect(line, event).toMatchObject({ ...who, outcome: 'ok', userId: expect.any(String) });
	}
	for (const event of ['recovery_requested', 'login_mail_requested']) {
		const [line] = await app.lines(event);
		expect(line, event).toMatchObject({ ...who, outcome: 'ok', account: expect.any(String) });
	}
	const refused = { ...who, outcome: 'refused' };
	const reason = 'user_invalid_credentials';
	expect(await app.lines('attempt_refused')).toContainEqual(
		expect.objectContaining({
			...refused,
			route: '/(guest)/login',
			reason,
			account: expect.any(String)
		})
	);
	expect(await app.lines('attempt_limited')).toContainEqual(
		expect.objectContaining({ ...who, outcome: 'limited', route: '/(guest)/login', seconds: 1 })
	);
	expect((await app.lines('provider_refused'))[0]).toMatchObject(refused);
	expect((await app.lines('cross_site_refused'))[0]).toMatchObject(refused);
	expect(await app.lines('appwrite_outage')).not.toEqual([]);

	for (const secret of secrets.filter(Boolean)) expect(app.output()).not.toContain(secret);
	expect(app.output()).not.toMatch(new RegExp(`\\b${otp}\\b`));
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
