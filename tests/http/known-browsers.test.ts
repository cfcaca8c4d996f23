import { send, sendForm, type Answer } from './send.ts';
import { expect, someAddress, test, type Person, type World } from './world.ts';

// Somebody who collects the cookies of known browsers, or knows the password and nothing else.

/** Cookies as one header, with those of further answers in place of the same before. */
function withCookies(cookie: string, ...answers: Answer[]): string {
	const jar = new Map<string, string>();
	const pairs = [cookie.split('; '), ...answers.map(({ cookies }) => cookies)].flat();
	for (const pair of pairs) {
		const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(pair) ?? [];
		if (value) jar.set(name, value);
		else jar.delete(name);
	}
	return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** Shows the password in a new browser, or one with these cookies; answers its cookies. */
async function showPassword({ origin }: World, { email, password }: Person, cookie = '') {
	const headers = { cookie, ...someAddress() };
	const answer = await sendForm(origin, '/login', { email, password }, headers);
	expect(answer.status).toBe(303);
	return withCookies(cookie, answer);
}

/** Signs in where the password is enough, goes to the account and leaves: the cookies of a known browser. */
async function signIn(world: World, person: Person) {
	const cookie = await showPassword(world, person);
	return leave(world, cookie);
}

async function leave({ origin }: World, cookie: string) {
	const account = await send(origin, '/account', { headers: { cookie, accept: 'text/html' } });
	expect(account.status).toBe(200);
	const inside = withCookies(cookie, account);
	return withCookies(inside, await sendForm(origin, '/logout', {}, { cookie: inside }));
}

function post(world: World, path: string, form: Record<string, string>, cookie = '') {
	return sendForm(world.origin, path, form, { cookie, ...someAddress() });
}

async function statuses(times: number, act: (i: number) => Promise<Answer>) {
	const found: number[] = [];
	for (let i = 0; i < times; i += 1) found.push((await act(i)).status);
	return found;
}

const count = (found: number[], status: number) => found.filter((one) => one === status).length;

test('fifteen known browsers try no more passwords than one [RL-01]', async ({ world }) => {
	const ada = await world.signUp();
	const browsers: string[] = [];
	for (let i = 0; i < 15; i += 1) browsers.push(await signIn(world, ada));
	const form = { email: ada.email, password: 'wrong horse' };
	const found = await statuses(60, (i) => post(world, '/login', form, browsers[i % 15]));
	// Ten, and one more after each wait that has passed meanwhile.
	expect(count(found, 401)).toBeLessThanOrEqual(14);
	expect(count(found, 429)).toBe(60 - count(found, 401));
	expect((await post(world, '/login', { ...form, password: ada.password })).status).toBe(303);
});

test('eight known browsers have no more mailed than one, and strangers leave them that [RC-06]', async ({
	world
}) => {
	const ada = await world.signUp();
	const browsers: string[] = [];
	for (let i = 0; i < 8; i += 1) browsers.push(await signIn(world, ada));
	const ask = (cookie = '') => post(world, '/forgot-password', { email: ada.email }, cookie);
	expect(count(await statuses(6, () => ask()), 303)).toBe(3);
	expect(count(await statuses(24, (i) => ask(browsers[i % 8])), 303)).toBe(3);
});

test('a known browser is none after a new password, nor after the account is gone [RL-01 CK-06]', async ({
	world
}) => {
	const [ada, bob] = [await world.signUp(), await world.signUp('Bob')];
	const known = { ada: await signIn(world, ada), bob: await signIn(world, bob) };
	for (const { email } of [ada, bob])
		await statuses(4, () => post(world, '/forgot-password', { email }));
	const ask = ({ email }: Person, cookie: string) =>
		post(world, '/forgot-password', { email }, cookie);
	expect((await ask(ada, known.ada)).status).toBe(303);
	expect((await ask(bob, known.bob)).status).toBe(303);

	const adas = await showPassword(world, ada);
	const change = { password: ada.password, newPassword: 'a field of barley' };
	const changed = await post(world, '/account/password', change, adas);
	expect(changed.status).toBe(303);
	expect((await ask(ada, known.ada)).status).toBe(429);
	expect((await ask(ada, withCookies(adas, changed))).status).toBe(303);

	const bobs = await showPassword(world, bob);
	const deletion = { password: bob.password, confirm: 'delete' };
	expect((await post(world, '/account/data', deletion, bobs)).status).toBe(303);
	expect((await ask(bob, known.bob)).status).toBe(429);
});

test('who knows the password uses up neither mails nor guesses of the owner [MF-03 RL-07]', async ({
	world
}) => {
	const ada = await world.signUp();
	await world.requireSecondFactor(ada);
	const second = '/login/second-factor';
	const wrong = { code: '000000' };

	/** The right code, once it has been mailed. */
	async function newestCode() {
		const mails = `${world.appwrite.mailbox}/messages.json?to=${ada.email}`;
		const [mail] = await (await fetch(mails)).json();
		return { code: mail.otp };
	}

	async function enter(cookie: string) {
		const sent = await post(world, `${second}?/send`, { factor: 'email' }, cookie);
		expect(sent.status).toBe(303);
		const half = withCookies(cookie, sent);
		const met = await post(world, `${second}?/verify`, await newestCode(), half);
		expect(met.status).toBe(303);
		return withCookies(half, met);
	}

	const known = await leave(world, await enter(await showPassword(world, ada)));

	const thief = await showPassword(world, ada);
	let half = thief;
	const sends = await statuses(4, async () => {
		const answer = await post(world, `${second}?/send`, { factor: 'email' }, half);
		half = withCookies(half, answer);
		return answer;
	});
	expect(sends.at(-1)).toBe(429);
	const guesses = await statuses(6, () => post(world, `${second}?/verify`, wrong, half));
	expect(guesses).toEqual([401, 401, 401, 401, 401, 429]);

	// The password alone has not made the thief's browser a known one.
	await statuses(4, () => post(world, '/forgot-password', { email: ada.email }));
	const asked = await post(world, '/forgot-password', { email: ada.email }, thief);
	expect(asked.status).toBe(429);

	await enter(await showPassword(world, ada, known));
});

test('mails whose answer got lost have been sent, and count [RC-06]', async ({ world }) => {
	const { email } = await world.signUp();
	const found = await statuses(4, () => {
		world.lost = 'POST /v1/account/recovery';
		return post(world, '/forgot-password', { email });
	});
	world.lost = '';
	expect(found).toEqual([503, 503, 503, 429]);
});

test('everything that is kept of a person is downloaded ten times an hour [RL-07]', async ({
	world
}) => {
	const cookie = await world.logIn(await world.signUp());
	const answers = await Promise.all(
		Array.from({ length: 11 }, () =>
			send(world.origin, '/account/data/export', { headers: { cookie } })
		)
	);
	expect(
		count(
			answers.map(({ status }) => status),
			200
		)
	).toBe(10);
	const refused = answers.find(({ status }) => status === 429);
	expect(refused?.headers['content-type']).toBe('application/problem+json');
	expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
});
