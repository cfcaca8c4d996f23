import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
	describeCounted,
	newcomer,
	outcomeOf,
	repeat,
	right,
	showPassword,
	signIn,
	startApp,
	tooMany,
	visit,
	type App
} from '../../../../tests/limiters';
import { redisIsMissing, startRedis } from '../../../../tests/redis';
import type { User } from '$lib/user';

const settings = vi.hoisted(() => ({
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	REDIS_URL: ''
}));

vi.mock('$app/env/private', () => settings);
// As in production.
vi.mock('$app/env', () => ({ dev: false }));

function login(
	app: App,
	email: string,
	from: string,
	attempt: () => Promise<unknown>,
	cookies = {}
) {
	return outcomeOf(app.limitLogin(visit(from, cookies).event, email, attempt));
}

/** Tries `times` passwords at once, and says how many were looked at. */
async function tryAtOnce(times: number, apps: App[]) {
	const { email, from } = newcomer();
	let reached = 0;
	const attempts = Array.from({ length: times }, (_, i) => {
		const app = apps[i % apps.length] as App;
		const attempt = () => {
			reached += 1;
			return app.wrong();
		};
		return login(app, email, from, attempt);
	});
	await Promise.all(attempts);
	return reached;
}

describeCounted(settings, (started) => {
	describe('guessing a password', () => {
		it('is slowed down after ten wrong ones, even for the right one [RL-01]', async () => {
			const { email, from } = newcomer();
			await repeat(10, () => login(started(), email, from, started().wrong));
			expect(await login(started(), email, from, right)).toMatchObject({ ...tooMany, seconds: 1 });
		});

		it('does not shut the owner out of another place [RL-01]', async () => {
			const { email, from } = newcomer();
			await repeat(200, () => login(started(), email, from, started().wrong));
			expect(await login(started(), email, '203.0.113.7', right)).toBe('in');
		});

		it('from everywhere ends at once for who has shown that the box is theirs', async () => {
			const { email, from } = newcomer();
			await repeat(110, (i) => login(started(), email, `10.99.${i}.1`, started().wrong));
			expect(await login(started(), email, from, right)).toMatchObject(tooMany);
			const { event } = visit(from);
			await started().forgiveLogins(event, email);
			expect(await login(started(), email, from, right)).toBe('in');
		});

		it('begins anew after a success', async () => {
			const { email, from } = newcomer();
			await repeat(9, () => login(started(), email, from, started().wrong));
			expect(await login(started(), email, from, right)).toBe('in');
			await repeat(9, () => login(started(), email, from, started().wrong));
			expect(await login(started(), email, from, right)).toBe('in');
		});

		it('lets no more through when many come at once [RL-02]', async () => {
			expect(await tryAtOnce(50, [started()])).toBe(10);
		});

		it('is not counted while Appwrite is down', async () => {
			const { email, from } = newcomer();
			await repeat(40, () => login(started(), email, from, started().down));
			expect(await login(started(), email, from, right)).toBe('in');
		});

		it('is counted where the answer is late, as it may have been looked at', async () => {
			const { email, from } = newcomer();
			await repeat(10, () => login(started(), email, from, started().late));
			expect(await login(started(), email, from, right)).toMatchObject(tooMany);
		});

		it('of many accounts from one place ends after thirty a minute [RL-01]', async () => {
			const { from } = newcomer();
			const results = await repeat(31, () =>
				login(started(), newcomer().email, from, started().wrong)
			);
			expect(results.filter((result) => (result as Error).name === tooMany.name)).toHaveLength(1);
		});

		it('from one IPv6 /48 ends after three hundred a minute [RL-03]', async () => {
			const { wrong } = started();
			const guess = (i: number) =>
				login(started(), newcomer().email, `2001:db8:77:${i.toString(16)}::1`, wrong);
			const results = await repeat(301, guess);
			expect(results.filter((result) => (result as Error).name === tooMany.name)).toHaveLength(1);
			expect(results.at(-1)).toMatchObject(tooMany);
			const next = login(started(), newcomer().email, '2001:db8:78::1', right);
			expect(await next).toBe('in');
		});

		it('from everywhere ends after a hundred a day', async () => {
			const { email } = newcomer();
			await repeat(100, () => login(started(), email, newcomer().from, started().wrong));
			const seconds = expect.closeTo(24 * 3600, -2);
			const result = await login(started(), email, newcomer().from, right);
			expect(result).toMatchObject({ ...tooMany, seconds });
		});
	});

	describe('a known browser [RL-01]', () => {
		it('is let in while others guess from everywhere, and from the same place', async () => {
			const person = newcomer();
			const cookies = await signIn(started(), person);
			const { email, from } = person;
			await repeat(20, () => login(started(), email, from, started().wrong));
			await repeat(100, () => login(started(), email, newcomer().from, started().wrong));
			expect(await login(started(), email, from, right, cookies)).toBe('in');
			expect(await login(started(), email, newcomer().from, right, cookies)).toBe('in');
		});

		it('has ten guesses, wherever it is, and together with all others of the account', async () => {
			const person = newcomer();
			const browsers = await repeat(15, () => signIn(started(), person));
			let reached = 0;
			const wrong = () => {
				reached += 1;
				return started().wrong();
			};
			await repeat(90, (i) =>
				login(started(), person.email, newcomer().from, wrong, browsers[i % 15] as object)
			);
			// Ten, and one more after each wait that has passed meanwhile.
			expect(reached).toBeGreaterThanOrEqual(10);
			expect(reached).toBeLessThanOrEqual(12);
		});

		it('is nobody for other accounts', async () => {
			const cookies = await signIn(started(), newcomer());
			const { email, from } = newcomer();
			await repeat(10, () => login(started(), email, from, started().wrong));
			expect(await login(started(), email, from, right, cookies)).toMatchObject(tooMany);
		});

		it('is none before all factors are shown, nor after a sign-in as somebody else', async () => {
			const [ada, eve] = [newcomer(), newcomer()];
			const half = await showPassword(started(), ada);
			expect(await started().knownDevice(visit(ada.from, half).event, ada.email)).toBeNull();

			const { event } = visit(eve.from, half, { id: eve.id, email: eve.email, phone: '' });
			await started().completeSignIn(event);
			expect(await started().knownDevice(event, ada.email)).toBeNull();
			expect(await started().knownDevice(event, eve.email)).toBeNull();
		});

		it('is none any more once the account has changed hands, but for the one that did it', async () => {
			const { forgetOtherDevices, knownDevice, nextGeneration } = started();
			const person = newcomer();
			const [here, there] = await repeat(2, () => signIn(started(), person));
			const user = { id: person.id, email: person.email, emailVerified: true, phone: '' };
			const { event } = visit(person.from, here as Record<string, string>, user);
			await forgetOtherDevices(event, user as User);
			const { event: other } = visit(person.from, there as Record<string, string>);
			expect(await knownDevice(other, person.email)).toBeNull();
			expect(await knownDevice(event, person.email)).toMatchObject({ hasSignedIn: true });

			await nextGeneration(person.id);
			expect(await knownDevice(event, person.email)).toBeNull();
		});

		it('after a new password by mail may try it, and has shown no second factor', async () => {
			const { id, email, from } = newcomer();
			await repeat(110, (i) => login(started(), email, `10.98.${i}.1`, started().wrong));
			const { event, cookies } = visit(from);
			await started().rememberBox(event, { userId: id, address: email });
			expect(await login(started(), email, from, right, cookies())).toBe('in');
			expect(await started().hasSignedInBefore(event, id)).toBe(false);
		});
	});

	describe('mails', () => {
		const ask = (to: string, cookies = {}, send: () => Promise<unknown> = right) =>
			started().limitMail(visit(newcomer().from, cookies).event, to, send);

		it('to one box are three an hour, whoever asks [RC-06]', async () => {
			const { email } = newcomer();
			await repeat(3, () => ask(email));
			await expect(ask(email)).rejects.toMatchObject(tooMany);
		});

		it('to one box are three an hour, whatever its spelling [RC-06]', async () => {
			const { id } = newcomer();
			const spellings = ['', '+1', '+2', '+3'].map((more) => `${id}${more}@example.com`);
			const outcomes = await repeat(4, (i) => ask(spellings[i] ?? ''));
			expect(outcomes).toEqual(['in', 'in', 'in', expect.objectContaining(tooMany)]);
		});

		it('for all known browsers are three more, which strangers cannot use up [RC-06]', async () => {
			const person = newcomer();
			const browsers = await repeat(8, () => signIn(started(), person));
			await repeat(9, () => ask(person.email));
			const outcomes = await repeat(8, (i) => ask(person.email, browsers[i] as object));
			expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(3);
		});

		it('for those of who has confirmed the address are no one else’s', async () => {
			const ada = newcomer();
			const eve = { ...newcomer(), email: ada.email.replace('@', '+eve@') };
			const [adas, eves] = [await signIn(started(), ada), await signIn(started(), eve, false)];
			await repeat(5, () => ask(eve.email, eves));
			await expect(ask(eve.email, eves)).rejects.toMatchObject(tooMany);
			await expect(ask(ada.email, adas)).resolves.toBe('in');
		});

		it('that were certainly not sent are not counted', async () => {
			const { email } = newcomer();
			for (const fail of [started().down, started().unequipped])
				await repeat(9, () => ask(email, {}, fail));
			await expect(ask(email)).resolves.toBe('in');
		});

		it('that may have been sent before an answer was due are counted [RC-06]', async () => {
			const { email } = newcomer();
			await repeat(3, () => ask(email, {}, started().late));
			await expect(ask(email)).rejects.toMatchObject(tooMany);
		});
	});

	describe('other limits [RL-07]', () => {
		it('end changes of an address after five a day, taken or not, but for wrong passwords', async () => {
			const { limitContactChanges, wrong, taken } = started();
			const { id } = newcomer();
			await repeat(9, () => limitContactChanges(id, wrong));
			await repeat(5, (i) => limitContactChanges(id, i % 2 ? taken : right));
			await expect(limitContactChanges(id, right)).rejects.toMatchObject(tooMany);
		});

		it('end sign-ups for one box after twenty a day, whatever its spelling', async () => {
			const { id } = newcomer();
			const signUp = (i: number) =>
				started().limitSignup(visit(newcomer().from).event, `${id}+${i}@example.com`, right);
			await repeat(20, signUp);
			await expect(signUp(20)).rejects.toMatchObject(tooMany);
		});

		it('end downloads and tokens of a user', async () => {
			const { limitExport, limitToken } = started();
			const { id } = newcomer();
			await repeat(10, () => limitExport(id));
			await expect(limitExport(id)).rejects.toMatchObject(tooMany);
			await repeat(60, () => limitToken(id));
			await expect(limitToken(id)).rejects.toMatchObject(tooMany);
			await expect(limitExport(newcomer().id)).resolves.toBeUndefined();
		});
	});
});

describe('one place [RL-03]', () => {
	it.each([
		['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
		['2001:db8:9:9:1:2:3:4', '2001:db8:9:9::'],
		['::ffff:192.0.2.1', '192.0.2.1'],
		['192.0.2.1:4711', '192.0.2.1:4712'],
		['[2001:db8:1:2::1]:443', '2001:db8:1:2::2'],
		['2001:0DB8:0001:2::1', '2001:db8:1:2:3::'],
		['64:ff9b::192.0.2.1', '64:ff9b::192.0.2.9'],
		['1:2:3:4:5:6:7::8:9', 'no address either']
	])('are %s and %s', async (one, other) => {
		settings.REDIS_URL = '';
		const app = await startApp();
		await repeat(10, () => login(app, 'ada@example.com', one, app.wrong));
		expect(await login(app, 'ada@example.com', other, right)).toMatchObject(tooMany);
	});

	it('are all requests of unknown origin, which do not fail', async () => {
		settings.REDIS_URL = '';
		const app = await startApp();
		const { event } = visit('');
		event.getClientAddress = () => {
			throw new Error('Address header was specified but is absent from request');
		};
		const attempt = (act: () => Promise<unknown>) =>
			outcomeOf(app.limitLogin(event, 'ada@example.com', act));
		await repeat(10, () => attempt(app.wrong));
		expect(await attempt(right)).toMatchObject(tooMany);
	});
});

describe.skipIf(redisIsMissing)(`two instances with one Redis ${redisIsMissing}`, () => {
	let redis: Awaited<ReturnType<typeof startRedis>>;
	let apps: App[];

	beforeAll(async () => {
		redis = await startRedis();
		settings.REDIS_URL = redis.url;
		apps = [await startApp(), await startApp()];
	});
	afterEach(() => vi.restoreAllMocks());
	afterAll(async () => {
		for (const app of apps) app.stop();
		await redis.stop();
	});

	it('let no more through together than one alone [RL-02]', async () => {
		expect(await tryAtOnce(50, apps)).toBe(10);
	});

	it('name nobody there', async () => {
		await login(apps[0] as App, 'ada@example.com', '192.0.2.1', right);
		const client = new Redis(redis.url);
		const keys = await client.keys('*');
		client.disconnect();
		expect(keys).not.toEqual([]);
		expect(keys.filter((key) => /ada|@|192/.test(key))).toEqual([]);
	});

	it('count for themselves while it is away, say so once, and together again after [RL-08]', async () => {
		const lines = vi.spyOn(console, 'log').mockReturnValue();
		const events = () => lines.mock.calls.map(([line]) => JSON.parse(line).event).sort();

		await redis.stop();
		await vi.waitFor(() => expect(events()).toEqual(['redis_lost', 'redis_lost']));
		expect(await tryAtOnce(50, apps)).toBe(20);
		expect(await tryAtOnce(50, apps)).toBe(20);
		expect(events()).toHaveLength(2);

		lines.mockClear();
		redis = await startRedis(redis.port);
		await vi.waitFor(() => expect(events()).toEqual(['redis_back', 'redis_back']), 5_000);
		expect(await tryAtOnce(50, apps)).toBe(10);
	});
});
