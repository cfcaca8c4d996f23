import { startApp } from '../e2e/processes.js';
import { sealSession, secretOfCookie } from '../sealed-session.js';
import { send, sendForm, type Answer } from './send.ts';
import { cookieOf, expect, someAddress, test as base, type Person, type World } from './world.ts';

// What the session cookie is, and what becomes of one that is planted, broken or kept.

const secureOrigin = 'https://app.example';

/** The same app on the same Appwrite, as its visitors see it over https. */
const test = base.extend<{ secure: { address: string; logIn(person: Person): Promise<Answer> } }>({
	secure: async ({ world }, use) => {
		const { server, origin: address } = await startApp(world.appwrite, { ORIGIN: secureOrigin });
		await use({
			address,
			logIn: ({ email, password }) =>
				sendForm(address, '/login', { email, password }, { origin: secureOrigin })
		});
		server.kill('SIGKILL');
	}
});

/** Who the app takes somebody with these cookies for. */
async function whoIs(origin: string, cookie: string) {
	const { status, text } = await send(origin, '/api/user', { headers: { cookie } });
	return status === 200 ? (JSON.parse(text).id as string) : status;
}

/** How Appwrite itself answers somebody with this session. */
async function statusAtAppwrite({ appwrite }: World, session: string) {
	const headers = { 'x-appwrite-project': appwrite.projectId, 'x-appwrite-session': session };
	return (await fetch(`${appwrite.endpoint}/account`, { headers })).status;
}

function daysOf(cookie: string) {
	const seconds = /; Max-Age=(\d+)/i.exec(cookie)?.[1];
	return Number(seconds) / 86_400;
}

test('over https every cookie is bound to the host and out of reach of scripts [CK-01]', async ({
	secure: { address, logIn },
	world
}) => {
	const ada = await world.signUp();
	const headers = { origin: secureOrigin };
	const answers = [
		await logIn(ada),
		await sendForm(address, '/login/code?/send', { email: ada.email }, headers),
		await send(address, `/verify-email?userId=${ada.id}&secret=${'0'.repeat(64)}`),
		await sendForm(address, '/logout', {}, { ...headers, cookie: '__Host-appwrite-ssr-session=x' })
	];
	for (const { cookies } of answers) {
		expect(cookies.length).toBeGreaterThan(0);
		for (const cookie of cookies) {
			expect(cookie).toMatch(/^__Host-appwrite-ssr-[a-z-]+=/);
			for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) {
				expect(cookie.split('; ')).toContain(part);
			}
			expect(cookie).not.toMatch(/; Domain/i);
		}
	}
});

test('the session cookie shows nobody Appwrite’s secret, and lives as long as the session [CK-02 CK-03]', async ({
	secure: { logIn },
	world
}) => {
	const ada = await world.signUp();
	const [cookie = ''] = (await logIn(ada)).cookies;
	const pair = cookieOf([cookie], 'session');
	expect(pair.length).toBeLessThan(4096);
	const secret = secretOfCookie(pair, world.appwrite.apiKey);
	expect(JSON.parse(atob(secret))).toMatchObject({ id: ada.id });
	expect(pair).not.toContain(secret.slice(40, 80));
	// Whoever copies it is nobody to Appwrite itself.
	const copied = decodeURIComponent(pair.slice(pair.indexOf('=') + 1));
	expect([await statusAtAppwrite(world, copied), await statusAtAppwrite(world, secret)]).toEqual([
		401, 200
	]);
	// A year is what Appwrite gives a session; browsers keep no cookie for more than 400 days.
	expect(daysOf(cookie)).toBeCloseTo(365, 1);

	const policy = '/project/policies/session-duration';
	await world.control('PATCH', policy, { duration: 86_400 });
	const [shorter = ''] = (await logIn(ada)).cookies;
	await world.control('PATCH', policy, { duration: 31_536_000 });
	expect(daysOf(shorter)).toBeCloseTo(1, 3);
});

test('a session that was planted is not taken over by a login, and ends [CK-04]', async ({
	world
}) => {
	const [ada, eve] = [await world.signUp(), await world.signUp('Eve')];
	const planted = await world.logIn(eve);
	const mine = await world.logIn(ada, { cookie: planted });
	expect(mine).not.toBe(planted);
	expect(await whoIs(world.origin, mine)).toBe(ada.id);
	expect(await whoIs(world.origin, planted)).toBe(401);

	const afterNonsense = await world.logIn(ada, { cookie: 'appwrite-ssr-session=attacker' });
	expect(await whoIs(world.origin, afterNonsense)).toBe(ada.id);
});

test('a cookie without the prefix is nobody’s, also beside the right one [CK-01 CK-04]', async ({
	secure: { address, logIn },
	world
}) => {
	const [ada, eve] = [await world.signUp(), await world.signUp('Eve')];
	const mine = cookieOf((await logIn(ada)).cookies, 'session');
	const theirs = await world.logIn(eve);
	expect(await whoIs(address, theirs)).toBe(401);
	for (const cookie of [`${theirs}; ${mine}`, `${mine}; ${theirs}`]) {
		expect(await whoIs(address, cookie)).toBe(ada.id);
	}
	expect(await whoIs(address, `__Host-${theirs.slice(0, 60)}; ${mine}`)).toBe(401);
});

const broken = [
	['nothing', ''],
	['a word', 'x'],
	['an unset variable', 'undefined'],
	['line breaks', '%0d%0aX-Appwrite-Key:%20x'],
	['a zero byte', '%00'],
	['an emoji', '%F0%9F%8D%AA'],
	['half an escape', '%F0%9F%8'],
	['an empty object', 'e30%3D'],
	['null', 'bnVsbA%3D%3D'],
	['a prototype', btoa('{"__proto__":{"id":"a","secret":"0123456789abcdef"}}')],
	['quotes', '"e30="'],
	['15,000 characters', 'A'.repeat(15_000)]
] as const;

test('a cookie that cannot be a session is as good as none, and goes [CK-10]', async ({
	world
}) => {
	world.calls.length = 0;
	for (const [what, value] of broken) {
		const headers = { accept: 'text/html', cookie: `appwrite-ssr-session=${value}` };
		const answer = await send(world.origin, '/account', { headers });
		expect(answer.status, what).toBe(303);
		expect(answer.headers.location, what).toBe('/login?redirectTo=%2Faccount');
		expect(answer.cookies.join(), what).toMatch(/^appwrite-ssr-session=; .*Max-Age=0/);
	}
	expect(world.calls).toEqual([]);
});

test('forged cookies cost Appwrite nothing, and nobody else anything [CK-10]', async ({
	world
}) => {
	const ada = await world.logIn(await world.signUp());
	const raw = (i: number) => btoa(JSON.stringify({ id: `visitor-${i}`, secret: '5e'.repeat(128) }));
	const headers = someAddress();
	const forged = [
		(i: number) => `appwrite-ssr-session=${sealSession(raw(i), 'standard_some-other-key')}`,
		// As earlier versions of this app set it: taken from one address 20 times a minute.
		(i: number) => `session=${raw(i)}`
	];
	const calls: number[] = [];
	for (const cookieOfVisitor of forged) {
		world.calls.length = 0;
		const visits = Array.from({ length: 200 }, (_, i) =>
			send(world.origin, '/', { headers: { cookie: cookieOfVisitor(i), ...headers } })
		);
		const statuses = (await Promise.all(visits)).map(({ status }) => status);
		expect(new Set(statuses)).toEqual(new Set([200]));
		calls.push(world.calls.length);
		expect(await whoIs(world.origin, ada)).not.toBe(401);
	}
	expect(calls[0]).toBe(0);
	expect(calls[1]).toBeLessThanOrEqual(20);
});

test('a session of an earlier version, whose cookie is Appwrite’s secret, goes on sealed [CK-02]', async ({
	world
}) => {
	const ada = await world.signUp();
	const secret = secretOfCookie(await world.logIn(ada), world.appwrite.apiKey);
	const headers = { cookie: `session=${encodeURIComponent(secret)}`, ...someAddress() };
	const { cookies, status } = await send(world.origin, '/account', { headers });
	expect(status).toBe(200);
	expect(cookies.join()).toMatch(/(^|,)session=; .*Max-Age=0/);
	expect(await whoIs(world.origin, cookieOf(cookies, 'session'))).toBe(ada.id);
});

test('cookies outlive a new COOKIE_SECRET and a new API key while the old secret is listed [CK-02]', async ({
	world
}) => {
	const ada = await world.signUp();
	const [older, newer] = ['o'.repeat(40), 'n'.repeat(40)];
	const secrets = [older, `${newer},${older}`, newer];
	const apps = await Promise.all(
		secrets.map((COOKIE_SECRET) => startApp(world.appwrite, { COOKIE_SECRET }))
	);
	const origins = apps.map(({ origin }) => origin);
	const login = await sendForm(origins[0] ?? '', '/login', { ...ada });
	const cookie = cookieOf(login.cookies, 'session');
	const seen = await Promise.all(origins.map((origin) => whoIs(origin, cookie)));
	for (const { server } of apps) server.kill('SIGKILL');
	expect(seen).toEqual([ada.id, ada.id, 401]);
});

test('signing out leaves no flow and no draft behind for the next person [CK-05]', async ({
	world
}) => {
	const ada = await world.signUp();
	const cookie = await world.logIn(ada);
	const { cookies } = await sendForm(world.origin, '/forgot-password', { email: ada.email });
	const flow = cookieOf(cookies, 'recovery-address');
	expect(flow).not.toBe('');
	const logout = await sendForm(world.origin, '/logout', {}, { cookie: `${cookie}; ${flow}` });
	expect(logout.cookies.join()).toMatch(/appwrite-ssr-recovery-address=; .*Max-Age=0/);
});

const endings: [string, (world: World, ada: Person, cookie: string) => Promise<Answer>][] = [
	['logging out', ({ origin }, _, cookie) => sendForm(origin, '/logout', {}, { cookie })],
	['a change of the password', changePassword],
	['a reset of the password', resetPassword],
	['a deletion of the account', deleteAccount]
];

for (const [what, end] of endings) {
	test(`after ${what} a cookie that was kept opens nothing [CK-05 CK-06 CK-08]`, async ({
		world
	}) => {
		const ada = await world.signUp();
		const cookie = await world.logIn(ada);
		expect(await whoIs(world.origin, cookie)).toBe(ada.id);
		expect((await end(world, ada, cookie)).status).toBe(303);

		const replay = await send(world.origin, '/account', {
			headers: { accept: 'text/html', cookie }
		});
		expect(replay.status).toBe(303);
		expect(replay.headers.location).toMatch(/^\/login\?/);
		expect(await whoIs(world.origin, cookie)).toBe(401);
	});
}

test('who is blocked is out at once, wherever more than a page is asked for [CK-08]', async ({
	world
}) => {
	const ada = await world.signUp();
	const cookie = await world.logIn(ada);
	expect(await whoIs(world.origin, cookie)).toBe(ada.id);
	await world.block(ada);
	expect(await whoIs(world.origin, cookie)).toBe(401);
	const save = await sendForm(world.origin, '/account?/name', { name: 'Eve' }, { cookie });
	expect(save.headers.location).toMatch(/^\/login/);
});

test('a change of the password gives this device a new session [CK-06]', async ({ world }) => {
	const ada = await world.signUp();
	const before = await world.logIn(ada);
	const { cookies } = await changePassword(world, ada, before);
	const after = cookieOf(cookies, 'session');
	expect(after).not.toBe(before);
	expect(await whoIs(world.origin, after)).toBe(ada.id);
});

function changePassword({ origin }: World, { password }: Person, cookie: string) {
	const form = { password, newPassword: 'a field of barley' };
	return sendForm(origin, '/account/password', form, { cookie });
}

async function resetPassword(world: World, { email }: Person) {
	await sendForm(world.origin, '/forgot-password', { email }, someAddress());
	const { pathname, search } = new URL(await world.mailedLink(email));
	return sendForm(world.origin, pathname + search, { password: 'a field of barley' });
}

function deleteAccount({ origin }: World, { password }: Person, cookie: string) {
	return sendForm(origin, '/account/data', { password, confirm: 'delete' }, { cookie });
}

test('who logs in or signs up is in, whoever was: in another tab somebody may have come [CK-04]', async ({
	world
}) => {
	const [ada, eve] = [await world.signUp(), await world.signUp('Eve')];
	const asEve = { cookie: await world.logIn(eve), ...someAddress() };

	const wrong = { email: ada.email, password: 'wrong horse' };
	expect((await sendForm(world.origin, '/login', wrong, asEve)).status).toBe(401);
	expect(await whoIs(world.origin, asEve.cookie)).toBe(eve.id);

	const { email, password } = ada;
	const login = await sendForm(world.origin, '/login', { email, password }, asEve);
	expect(await whoIs(world.origin, cookieOf(login.cookies, 'session'))).toBe(ada.id);
	expect(await whoIs(world.origin, asEve.cookie)).toBe(401);

	const asAda = { cookie: cookieOf(login.cookies, 'session'), ...someAddress() };
	const bob = { name: 'Bob', email: "o'brien&sons@example.com", password: 'a field of barley' };
	const signup = await sendForm(world.origin, '/signup', bob, asAda);
	const cookie = cookieOf(signup.cookies, 'session');
	const user = await send(world.origin, '/api/user', { headers: { cookie } });
	expect(JSON.parse(user.text)).toMatchObject({ name: 'Bob', email: bob.email });
	expect(await whoIs(world.origin, asAda.cookie)).toBe(401);

	// Pressed twice, the second time with the session that the first has begun.
	const again = await sendForm(world.origin, '/signup', bob, { cookie, ...someAddress() });
	expect([again.status, again.headers.location]).toEqual([303, '/account']);
});
