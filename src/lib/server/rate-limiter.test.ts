import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { redisIsMissing, startRedis } from '../../../tests/redis';
import { requestEvent } from '../../../tests/request-event';

const settings = vi.hoisted(() => ({
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	REDIS_URL: ''
}));

vi.mock('$app/env/private', () => settings);
// As in production.
vi.mock('$app/env', () => ({ dev: false }));

type App = Awaited<ReturnType<typeof startApp>>;

/** As the code runs in a process of its own, with the settings as they are now. */
async function startApp() {
	vi.resetModules();
	const { connectRedis, redis } = await import('./redis');
	const { AppwriteFailure } = await import('./appwrite-errors');
	await connectRedis();

	const fail = (failure: ConstructorParameters<typeof AppwriteFailure>[0]) => async () => {
		throw new AppwriteFailure(failure);
	};
	return {
		...(await import('./rate-limiter')),
		wrong: fail({ kind: 'refused', status: 401, type: 'user_invalid_credentials' }),
		down: fail({ kind: 'outage', reason: 'ECONNREFUSED' }),
		unequipped: fail({ kind: 'refused', status: 403, type: 'general_smtp_disabled' }),
		stop: () => redis?.disconnect()
	};
}

const right = async () => 'in';
const tooMany = { name: 'TooManyAttempts' };

let people = 0;

/** Nobody has tried anything for this address yet, nor from this network. */
function newcomer() {
	people += 1;
	const part = `${people >> 8}.${people & 255}`;
	return { email: `ada${people}@example.com`, from: `10.${part}.1` };
}

function visit(from: string, cookies = {}) {
	const { event, jar } = requestEvent('http://localhost/login', { cookies });
	event.getClientAddress = () => from;
	return { event, cookies: () => Object.fromEntries(jar) };
}

function login(
	app: App,
	email: string,
	from: string,
	attempt: () => Promise<unknown>,
	cookies = {}
) {
	return app
		.limitLogin(visit(from, cookies).event, email, attempt)
		.catch((thrown: unknown) => thrown);
}

async function repeat(times: number, what: (i: number) => Promise<unknown>) {
	for (let i = 0; i < times; i += 1) await what(i);
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

const noServer = { url: '', stop: async () => {} };
const places = [
	['in memory', async () => noServer, ''],
	['in Redis', () => startRedis(), redisIsMissing]
] as const;

describe.each(places)('counted %s', (_, start, isMissing) => {
	let server = noServer;
	let app: App;

	beforeAll(async () => {
		if (isMissing) return;
		server = await start();
		settings.REDIS_URL = server.url;
		app = await startApp();
	});
	afterAll(async () => {
		app?.stop();
		await server.stop();
	});

	describe.skipIf(isMissing)('guessing a password', () => {
		it('is slowed down after ten wrong ones, even for the right one [RL-01]', async () => {
			const { email, from } = newcomer();
			await repeat(10, () => login(app, email, from, app.wrong));
			expect(await login(app, email, from, right)).toMatchObject({ ...tooMany, seconds: 1 });
		});

		it('does not shut the owner out of another place [RL-01]', async () => {
			const { email, from } = newcomer();
			await repeat(200, () => login(app, email, from, app.wrong));
			expect(await login(app, email, '203.0.113.7', right)).toBe('in');
		});

		it('from everywhere ends at once for who has shown that the box is theirs', async () => {
			const { email, from } = newcomer();
			await repeat(110, (i) => login(app, email, `10.99.${i}.1`, app.wrong));
			expect(await login(app, email, from, right)).toMatchObject(tooMany);
			const { event } = visit(from);
			await app.forgiveLogins(event, email);
			expect(await login(app, email, from, right)).toBe('in');
		});

		it('begins anew after a success', async () => {
			const { email, from } = newcomer();
			await repeat(9, () => login(app, email, from, app.wrong));
			expect(await login(app, email, from, right)).toBe('in');
			await repeat(9, () => login(app, email, from, app.wrong));
			expect(await login(app, email, from, right)).toBe('in');
		});

		it('lets no more through when many come at once [RL-02]', async () => {
			expect(await tryAtOnce(50, [app])).toBe(10);
		});

		it('is not counted while Appwrite is down', async () => {
			const { email, from } = newcomer();
			await repeat(40, () => login(app, email, from, app.down));
			expect(await login(app, email, from, right)).toBe('in');
		});

		it('of many accounts from one place ends after thirty a minute [RL-01]', async () => {
			const { from } = newcomer();
			const results: unknown[] = [];
			await repeat(31, async () => {
				results.push(await login(app, newcomer().email, from, app.wrong));
			});
			expect(results.filter((result) => (result as Error).name === tooMany.name)).toHaveLength(1);
		});

		it('from everywhere ends after a hundred a day', async () => {
			const { email } = newcomer();
			await repeat(100, () => login(app, email, newcomer().from, app.wrong));
			const seconds = expect.closeTo(24 * 3600, -2);
			const result = await login(app, email, newcomer().from, right);
			expect(result).toMatchObject({ ...tooMany, seconds });
		});
	});

	describe.skipIf(isMissing)('a browser that has signed in before [RL-01]', () => {
		async function knownVisitor() {
			const { email, from } = newcomer();
			const { event, cookies } = visit(from);
			await app.limitLogin(event, email, right);
			return { email, from, cookies: cookies() };
		}

		it('is let in while others guess from everywhere, and from the same place', async () => {
			const { email, from, cookies } = await knownVisitor();
			await repeat(20, () => login(app, email, from, app.wrong));
			await repeat(100, () => login(app, email, newcomer().from, app.wrong));
			expect(await login(app, email, from, right, cookies)).toBe('in');
			expect(await login(app, email, newcomer().from, right, cookies)).toBe('in');
		});

		it('has ten guesses too, wherever it is', async () => {
			const { email, cookies } = await knownVisitor();
			const guess = () => login(app, email, newcomer().from, app.wrong, cookies);
			await repeat(10, guess);
			expect(await guess()).toMatchObject(tooMany);
		});

		it('is nobody for other accounts', async () => {
			const { cookies } = await knownVisitor();
			const { email, from } = newcomer();
			await repeat(10, () => login(app, email, from, app.wrong));
			expect(await login(app, email, from, right, cookies)).toMatchObject(tooMany);
		});
	});

	describe.skipIf(isMissing)('mails', () => {
		it('to one box are three an hour, whoever asks [RC-06]', async () => {
			const { email } = newcomer();
			const ask = () => app.limitMail(visit(newcomer().from).event, email, right);
			await repeat(3, ask);
			await expect(ask()).rejects.toMatchObject(tooMany);
		});

		it('that were not sent are not counted', async () => {
			const { email, from } = newcomer();
			for (const fail of [app.down, app.unequipped])
				await repeat(9, () => app.limitMail(visit(from).event, email, fail).catch(() => {}));
			await expect(app.limitMail(visit(from).event, email, right)).resolves.toBe('in');
		});
	});

	describe.skipIf(isMissing)('guessing a code', () => {
		it('ends after five wrong ones, even for the right one, for 15 minutes [MF-03]', async () => {
			const { email } = newcomer();
			await repeat(5, () => app.limitCodes(email, app.wrong).catch(() => {}));
			const seconds = expect.closeTo(15 * 60, -1);
			await expect(app.limitCodes(email, right)).rejects.toMatchObject({ ...tooMany, seconds });
		});

		it('is not counted while Appwrite is down', async () => {
			const { email } = newcomer();
			await repeat(9, () => app.limitCodes(email, app.down).catch(() => {}));
			await expect(app.limitCodes(email, right)).resolves.toBe('in');
		});
	});

	describe.skipIf(isMissing)('a code of an authenticator app [MF-02]', () => {
		const used = { failure: { type: 'code_used_already' } };

		it('is taken once', async () => {
			await app.limitToOnce('ada 111111', right);
			await expect(app.limitToOnce('ada 111111', right)).rejects.toMatchObject(used);
		});

		it('is taken once when it comes twice at the same time', async () => {
			const both = [app.limitToOnce('ada 222222', right), app.limitToOnce('ada 222222', right)];
			const results = await Promise.allSettled(both);
			expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		});

		it('may be another account’s too, and the next one is free', async () => {
			await app.limitToOnce('ada 333333', right);
			await expect(app.limitToOnce('eve 333333', right)).resolves.toBe('in');
			await expect(app.limitToOnce('ada 444444', right)).resolves.toBe('in');
		});

		it('that was wrong may be right later', async () => {
			await app.limitToOnce('ada 555555', app.wrong).catch(() => {});
			await expect(app.limitToOnce('ada 555555', right)).resolves.toBe('in');
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
			app.limitLogin(event, 'ada@example.com', act).catch((thrown: unknown) => thrown);
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
