import { routes } from '../routes.ts';
import { secretOfCookie } from '../sealed-session.js';
import { send, sendForm } from './send.ts';
import { expect, test, type World } from './world.ts';

// What stands in the pages, read as they come from the server.

const pages = routes.filter(({ isPage }) => isPage).map(({ path }) => path);
const asPage = { accept: 'text/html' };

/** Every page as somebody with this cookie sees it, and those that say what went wrong. */
async function visitAll({ origin }: World, cookie: string, query = '') {
	const headers = { ...asPage, cookie };
	return Promise.all([
		...pages.map((path) => send(origin, path + query, { headers })),
		send(origin, `/nowhere${query}`, { headers }),
		send(origin, `/login/oauth/callback${query}`, { headers }),
		sendForm(origin, `/login?/nope&${query.slice(1)}`, {}, { cookie }),
		sendForm(origin, `/login${query}`, { email: query }, { cookie })
	]);
}

function policyOf(header = '') {
	const directives = header.split(';').map((directive) => directive.trim().split(/\s+/));
	return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]));
}

test('every page has a policy that lets nothing in but its own scripts, and no two the same [HD-01]', async ({
	world
}) => {
	const cookie = await world.logIn(await world.signUp());
	const answers = [...(await visitAll(world, cookie)), ...(await visitAll(world, ''))];
	const shown = answers.filter(({ text }) => text.includes('<html'));
	expect(shown.length).toBeGreaterThan(pages.length);
	expect(new Set(shown.map(({ status }) => status))).toEqual(new Set([200, 400, 404]));

	const nonces = shown.map(({ headers, text }) => {
		const policy = policyOf(String(headers['content-security-policy']));
		for (const name of ['default-src', 'base-uri', 'object-src', 'frame-ancestors']) {
			expect(policy[name], name).toEqual(["'none'"]);
		}
		for (const name of ['form-action', 'connect-src', 'font-src']) {
			expect(policy[name], name).toEqual(["'self'"]);
		}
		const [self, nonce = '', ...more] = policy['script-src'] ?? [];
		expect([self, more]).toEqual(["'self'", []]);
		expect(nonce).toMatch(/^'nonce-[\w+/]{20,}={0,2}'$/);
		for (const [script] of text.matchAll(/<script\b[^>]*>/g)) {
			expect(script).toContain(nonce.slice(1, -1).replace('nonce-', 'nonce="'));
		}
		expect(text).not.toMatch(/\son[a-z]+=["']|javascript:/i);
		return nonce;
	});
	expect(new Set(nonces).size).toBe(nonces.length);
});

test('neither a page nor a script holds the API key or a session [SE-01]', async ({ world }) => {
	const cookie = await world.logIn(await world.signUp());
	const shown = (await visitAll(world, cookie)).map(({ text }) => text);
	const files = shown.flatMap((text) => [...text.matchAll(/_app\/immutable\/[\w./-]+\.js/g)]);
	const scripts = [...new Set(files.map(([file]) => `/${file}`)), '/_app/env.js'].map(
		async (file) => (await send(world.origin, file)).text
	);
	const texts = [...shown, ...(await Promise.all(scripts))];
	expect(texts.length).toBeGreaterThan(shown.length + 2);
	const session = secretOfCookie(cookie, world.appwrite.apiKey);
	for (const text of texts) {
		expect(text.includes(world.appwrite.apiKey)).toBe(false);
		expect(text.includes(session)).toBe(false);
	}
});

const script = '</script><svg onload="alert(1)">';

test('what people and addresses bring is text in every page, and none of it is markup [HD-07]', async ({
	world
}) => {
	const cookie = await world.logIn(await world.signUp(script));
	const keys = ['notice', 'redirectTo', 'error', 'state', 'page', 'tab', script];
	const query = `?${new URLSearchParams(keys.map((key) => [key, script]))}&userId=${script.replaceAll('"', '%22').replaceAll(' ', '%20')}`;
	const answers = [
		...(await visitAll(world, cookie, query)),
		...(await visitAll(world, '', query)),
		...(await visitAll(world, cookie))
	];
	const named = answers.filter(({ text }) => text.includes('svg onload'));
	expect(named.length).toBeGreaterThan(5);
	for (const { text, status } of answers) {
		expect(text).not.toContain('<svg onload');
		expect(status).toBeLessThan(500);
	}
});

/** Each field of each page: its name, and what a password manager or a phone is told of it. */
const fields: Record<string, string[]> = {
	'/login': ['email username', 'password current-password'],
	'/signup': ['name name', 'email username', 'password new-password'],
	'/login/code': ['email username'],
	'/login/link': ['email username'],
	'/login/phone': ['phone tel'],
	'/forgot-password': ['email username'],
	'/account': ['name name', 'theme ', 'language ', 'timeZone '],
	'/account/email': ['email email', 'password current-password'],
	'/account/phone': ['phone tel', 'password current-password'],
	'/account/password': [' username', 'password current-password', 'newPassword new-password'],
	'/account/data': [' username', 'password current-password', 'confirm off']
};

test('every field is labelled and known to password managers, and there is no puzzle [AX-01 AX-02 AX-03 AX-04]', async ({
	world
}) => {
	const person = await world.signUp();
	await world.confirm(person);
	const cookie = await world.logIn(person);
	for (const [path, expected] of Object.entries(fields)) {
		const visitor = path.startsWith('/account') ? { cookie } : {};
		const { text } = await send(world.origin, path, { headers: { ...asPage, ...visitor } });
		const inputs = [...text.matchAll(/<(?:input|select)\b[^>]*>/g)].map(([tag]) => tag);
		const visible = inputs.filter((tag) => !/type="hidden"/.test(tag));
		const described = visible.map(
			(tag) => `${valueOf(tag, 'name')} ${valueOf(tag, 'autocomplete')}`
		);
		expect(described, path).toEqual(expected);

		for (const tag of visible) {
			// The one without a name only says whose password it is.
			const isLabelled = text.includes(`for="${valueOf(tag, 'id')}"`) || !valueOf(tag, 'name');
			expect(isLabelled, `${path} ${tag}`).toBe(true);
			// Neither cut off while it is typed, nor kept from being pasted.
			expect(tag).not.toMatch(/maxlength|onpaste/);
		}
		expect(text, path).not.toMatch(/<(iframe|object|embed|canvas)\b|captcha/i);
	}
});

function valueOf(tag: string, attribute: string): string {
	return new RegExp(` ${attribute}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

test('a page that says what is wrong says no more what went well before', async ({ world }) => {
	const cookie = await world.logIn(await world.signUp());
	const form = { password: 'wrong horse', newPassword: 'a field of barley' };
	const address = '/account/password?notice=password-changed';
	const page = await send(world.origin, address, { headers: { ...asPage, cookie } });
	expect(page.text).toContain('Your password has been changed.');
	const answer = await sendForm(world.origin, address, form, { cookie });
	expect(answer.status).toBe(401);
	expect(answer.text).toContain('That is not your password.');
	expect(answer.text).not.toContain('Your password has been changed.');
	expect(answer.text, 'leads to it').toMatch(
		/<input[^>]*autofocus[^>]*name="password"|name="password"[^>]*autofocus/
	);
});
