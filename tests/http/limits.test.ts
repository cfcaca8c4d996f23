import { send, sendForm } from './send.ts';
import { cookieOf, expect, someAddress, test, type World } from './world.ts';

// How often somebody may try, whatever the spelling of who they are, where they are and what they ask for.

const stranger = () => `${crypto.randomUUID()}@example.com`;

/** The statuses of `times` forms, sent one after the other. */
async function statuses(times: number, post: (time: number) => ReturnType<typeof sendForm>) {
	const found: number[] = [];
	for (let time = 0; time < times; time += 1) found.push((await post(time)).status);
	return found;
}

/** Thirty wrong passwords of strangers; for a minute that place has to wait. */
async function useUp({ origin }: World, headers: Record<string, string>) {
	const guess = () =>
		sendForm(origin, '/login', { email: stranger(), password: 'wrong horse' }, headers);
	await Promise.all(Array.from({ length: 30 }, guess));
}

/** Expects that of wrong passwords ten pass, and that one of those who follow has to wait: for 1, 2, 4 or 8 s. */
async function expectTen(post: (time: number) => ReturnType<typeof sendForm>) {
	const first = await Promise.all(Array.from({ length: 10 }, (_, time) => post(time)));
	expect(first.map(({ status }) => status)).toEqual(Array(10).fill(401));
	expect(await statuses(4, (time) => post(10 + time))).toContain(429);
}

const limited = (times: number, ok: number) => [...Array<number>(times).fill(ok), 429];

test('who has to wait is told so, and for how long [RL-06]', async ({ world }) => {
	const { email, password } = await world.signUp();
	const headers = someAddress();
	await useUp(world, headers);

	const answer = await sendForm(world.origin, '/login', { email, password }, headers);
	expect(answer.status).toBe(429);
	expect(answer.text).toMatch(/role="alert"[^>]*>.*Too many attempts. Try again in \d+ seconds/);
	expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
	expect(answer.headers['cache-control']).toContain('no-store');
	expect(answer.cookies).toEqual([]);
});

test('an account is one however its address is typed, and whether there is one [RL-04]', async ({
	world
}) => {
	for (const { email } of [await world.signUp(), { email: stranger() }]) {
		const headers = someAddress();
		const spellings = [email, email.toUpperCase(), ` ${email} `, email.replace('@', '＠')];
		await expectTen((time) => {
			const form = { email: spellings[time % 4] ?? '', password: 'wrong horse' };
			return sendForm(world.origin, '/login', form, headers);
		});
	}
});

test('a place is one whatever the client says of it, and all of an IPv6 /64 [RL-03]', async ({
	world
}) => {
	const words = [
		(time: number) => `192.0.2.${time}, 198.51.100.7`,
		(time: number) => `2001:db8:5:5::${time.toString(16)}`
	];
	for (const word of words) {
		const { email } = await world.signUp();
		const form = { email, password: 'wrong horse' };
		await expectTen((time) =>
			sendForm(world.origin, '/login', form, { 'x-forwarded-for': word(time) })
		);
	}
});

test('no spelling of a path goes around a limit [RL-05]', async ({ world }) => {
	const { email, password } = await world.signUp();
	const headers = someAddress();
	await useUp(world, headers);

	const paths = ['/login?/default', '/%6cogin', '/login/', '//login', '/./login', '/LOGIN'];
	const more = ['/login/__data.json', '/login?x-sveltekit-invalidated=1', '/login#', '/login;a=b'];
	for (const path of [...paths, ...more]) {
		const { cookies } = await sendForm(world.origin, path, { email, password }, headers);
		expect(cookieOf(cookies, 'session'), path).toBe('');
	}
	const answer = await send(world.origin, '/api/session', {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify({ email, password })
	});
	expect(answer.status).toBe(429);
	expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

test('a box is mailed to three times an hour, whoever asks and for what [RC-06 RL-07]', async ({
	world
}) => {
	const { email } = await world.signUp();
	const paths = ['/forgot-password', '/login/link', '/login/code?/send', '/forgot-password'];
	const found = await statuses(4, (time) =>
		sendForm(world.origin, paths[time] ?? '', { email }, someAddress())
	);
	expect(found).toEqual(limited(3, 303));
});

test('others use up no mails of a browser that the owner has signed in with, and none tell of a sign-up [RL-07]', async ({
	world
}) => {
	const person = { name: 'Ada', email: stranger(), password: 'a field of barley' };
	const signedUp = await sendForm(world.origin, '/signup', person, someAddress());
	expect(signedUp.status).toBe(303);
	const signedIn = await sendForm(world.origin, '/login', person, someAddress());
	const session = cookieOf(signedIn.cookies, 'session');
	const signIn = cookieOf(signedIn.cookies, 'device-sign-in');
	const entered = { cookie: [session, signIn].join('; ') };
	const { cookies } = await send(world.origin, '/account', { headers: entered });
	const cookie = cookieOf(cookies, 'device');

	const ask = (email: string, headers = {}) =>
		sendForm(world.origin, '/forgot-password', { email }, { ...someAddress(), ...headers });
	expect(await statuses(4, () => ask(person.email))).toEqual(limited(3, 303));
	expect((await ask(person.email, { cookie })).status).toBe(303);
	expect((await ask(person.email)).status).toBe(429);
});

test('so are sign-ups, resends, links, sign-ins with a provider and passwords of who is signed in [RL-07]', async ({
	world
}) => {
	const { origin } = world;
	const person = await world.signUp();
	const cookie = await world.logIn(person);
	const signedIn = { cookie, ...someAddress() };

	const here = someAddress();
	const signUps = await statuses(11, () => {
		const form = { name: 'Eve', email: stranger(), password: 'a field of barley' };
		return sendForm(origin, '/signup', form, here);
	});
	expect(signUps).toEqual(limited(10, 303));

	const resends = await statuses(2, () => sendForm(origin, '/verify-email/resend', {}, signedIn));
	expect(resends).toEqual(limited(1, 303));

	await sendForm(origin, '/forgot-password', { email: person.email }, someAddress());
	const link = new URL(await world.mailedLink(person.email));
	link.searchParams.set('secret', 'guessed');
	const links = await statuses(31, () =>
		sendForm(origin, link.pathname + link.search, { password: 'a field of barley' }, here)
	);
	expect(links).toEqual(limited(30, 401));

	const starts = await statuses(61, () => sendForm(origin, '/login/oauth/oidc', {}, here));
	expect(starts).toEqual(limited(60, 303));

	await expectTen((time) => {
		const guess = { password: 'wrong horse' };
		if (time % 2)
			return sendForm(origin, '/account/data', { ...guess, confirm: 'delete' }, signedIn);
		const change = { ...guess, newPassword: 'a field of barley' };
		return sendForm(origin, '/account/password', change, signedIn);
	});
});
