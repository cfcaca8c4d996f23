import { send, sendForm } from './send.ts';
import { cookieOf, expect, someAddress, test, type Person, type World } from './world.ts';

// What becomes of an account by its forms: what they take, and what they leave alone.

const short = 'seven77';
const common = 'passwordpassword';
const named = 'SvelteKit Appwrite 2026!';
const good = ['fifteen letters', 'x'.repeat(64) + ' y', ' ä😀 '.repeat(8), 'two  words'];

async function signUpWith({ origin }: World, password: string, more = {}) {
	const email = `${crypto.randomUUID()}@example.com`;
	const form = { name: 'Grace', email, password, ...more };
	return { email, answer: await sendForm(origin, '/signup', form, someAddress()) };
}

async function recoveryLink(world: World, email: string) {
	await sendForm(world.origin, '/forgot-password', { email }, someAddress());
	return new URL(await world.mailedLink(email));
}

test('a password is as long as it likes, from eight characters, and no common one, in all three forms [SU-01 SU-02 LG-03]', async ({
	world
}) => {
	const ada = await world.signUp();
	const cookie = await world.logIn(ada);
	const { pathname, search } = await recoveryLink(world, ada.email);
	const forms = [
		(password: string) => signUpWith(world, password).then(({ answer }) => answer),
		(newPassword: string) => {
			const form = { password: ada.password, newPassword };
			return sendForm(world.origin, '/account/password', form, { cookie });
		},
		(password: string) => sendForm(world.origin, pathname + search, { password })
	];
	for (const post of forms) {
		for (const password of [short, common, named, 'ä'.repeat(200)]) {
			const { status, text } = await post(password);
			expect(status, password).toBe(400);
			expect(text).toContain('aria-invalid="true"');
			expect(text).not.toContain(password);
		}
	}
	for (const password of good) {
		const { email, answer } = await signUpWith(world, password);
		expect(answer.status, password).toBe(303);
		await world.logIn({ id: '', name: '', email, password });
	}
});

test('signing up twice at once makes one account, and an answer that got lost strands nobody [SU-06]', async ({
	world
}) => {
	const grace = { id: '', name: 'Grace', email: 'grace@example.com', password: 'correct horse' };
	const form = { ...grace };
	const twice = [1, 2].map(() => sendForm(world.origin, '/signup', form, someAddress()));
	const statuses = (await Promise.all(twice)).map(({ status }) => status);
	expect(statuses.sort()).toEqual([303, 409]);
	await world.logIn(grace);

	const hedy = { ...grace, email: 'hedy@example.com' };
	world.lost = 'POST /v1/account';
	const lost = await sendForm(world.origin, '/signup', { ...form, email: hedy.email });
	expect(lost.status).toBe(503);
	const again = await sendForm(world.origin, '/signup', { ...form, email: hedy.email });
	expect(again.status).toBe(409);
	expect(again.text).toContain('If it is yours, log in instead.');
	await world.logIn(hedy);
});

test('of a sign-up only its own fields reach Appwrite, which makes the ID [SU-05]', async ({
	world
}) => {
	const fields = { labels: 'admin', status: 'false', emailVerification: 'true' };
	const ids = { userId: 'chosen', $id: 'chosen', id: 'chosen', 'labels[]': 'admin' };
	const { answer } = await signUpWith(world, 'correct horse', { ...fields, ...ids });
	expect(answer.status).toBe(303);
	const cookie = cookieOf(answer.cookies, 'session');
	const { text } = await send(world.origin, '/account/data/export', { headers: { cookie } });
	const { account } = JSON.parse(text);
	expect(account).toMatchObject({ labels: [], status: true, emailVerification: false });
	expect(account.$id).toMatch(/^[0-9a-f]{20}$/);
});

test('the link to choose a password is good for its owner only, and keeps the second factor [RC-03 RC-05]', async ({
	world
}) => {
	const [ada, eve] = [await world.signUp(), await world.signUp('Eve')];
	await world.requireSecondFactor(ada);
	const link = await recoveryLink(world, ada.email);
	const form = { password: 'a field of barley' };

	const foreign = new URL(link);
	foreign.searchParams.set('userId', eve.id);
	const refused = await sendForm(world.origin, foreign.pathname + foreign.search, form);
	expect(refused.status).toBe(401);
	expect(refused.text).toContain('too old or has been used');

	const reset = await sendForm(world.origin, link.pathname + link.search, form);
	expect(reset.status).toBe(303);
	expect(cookieOf(reset.cookies, 'session')).toBe('');
	const cookie = await world.logIn({ ...ada, ...form });
	const account = await send(world.origin, '/account', { headers: { cookie } });
	expect(account.headers.location).toMatch(/^\/login\/second-factor/);
});

test('a browser that set out for one provider is not led to another [OA-01]', async ({ world }) => {
	const start = await sendForm(world.origin, '/login/oauth/oidc', {}, someAddress());
	const headers = { accept: 'text/html', cookie: cookieOf(start.cookies, 'oauth') };
	const other = await send(world.origin, '/login/oauth/github', { headers });
	expect([other.status, other.headers.location]).toEqual([303, '/login']);
});

test('a recovery is answered alike for everybody, and takes as long [RC-01]', async ({ world }) => {
	const [known, confirmed, blocked] = await Promise.all([1, 2, 3].map(() => world.signUp()));
	await world.requireSecondFactor(confirmed as Person);
	await world.block(blocked as Person);
	const stranger = `${crypto.randomUUID()}@example.com`;
	const emails = [known, confirmed, blocked].map((person) => person?.email ?? '');

	const answers = await Promise.all(
		[...emails, stranger].map(async (email) => {
			const started = performance.now();
			const answer = await sendForm(world.origin, '/forgot-password', { email }, someAddress());
			expect(performance.now() - started).toBeGreaterThan(590);
			const { 'set-cookie': cookies, ...headers } = answer.headers;
			delete headers.date;
			const names = [cookies].flat().map((cookie) => cookie?.replace(/=[^;]*/, ''));
			return { status: answer.status, text: answer.text, headers, names };
		})
	);
	for (const answer of answers) expect(answer).toEqual(answers[0]);
	expect(answers[0]?.status).toBe(303);
});

test('no spelling of the login goes around its limit, nor do many tries at once [RL-02 RL-05]', async ({
	world
}) => {
	const { email } = await world.signUp();
	const form = { email, password: 'wrong horse' };
	const spellings = ['/login', '/%6cogin', '//login', '/login?/default', '/login?x=1', '/./login'];
	const here = someAddress();
	world.calls.length = 0;
	const statuses = await Promise.all(
		[...spellings, ...spellings, ...spellings, ...spellings].map(async (path) => {
			return (await sendForm(world.origin, path, form, here)).status;
		})
	);
	const tried = world.calls.filter((call) => call.startsWith('POST '));
	// Ten are free, the next one may be tried at once, and the rest have to wait.
	expect(tried.length).toBeGreaterThan(5);
	expect(tried.length).toBeLessThanOrEqual(12);
	expect(statuses.filter((status) => status === 401).length).toBe(tried.length);
	expect(statuses).toContain(429);
});
