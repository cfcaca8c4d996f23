import { expect, test as base } from '@playwright/test';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { redisIsMissing, startRedis } from '../redis.ts';
import { sendForm } from './send.ts';
import { someAddress } from './world.ts';

// Two instances of the app that share a Redis.

interface Instances {
	origins: string[];
	redis: Awaited<ReturnType<typeof startRedis>>;
	/** Names of the events that both have logged so far. */
	events(): string[];
}

const test = base.extend<{ instances: Instances }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	instances: async ({}, use) => {
		const redis = await startRedis();
		const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
		const settings = { REDIS_URL: redis.url, ADDRESS_HEADER: 'x-forwarded-for' };
		const apps = await Promise.all([startApp(appwrite, settings), startApp(appwrite, settings)]);
		let output = '';
		for (const app of apps) app.server.stdout?.on('data', (text) => (output += text));

		await use({
			origins: apps.map(({ origin }) => origin),
			redis,
			events: () => [...output.matchAll(/"event":"(\w+)"/g)].map(([, name = '']) => name)
		});

		for (const app of apps) app.server.kill('SIGKILL');
		server.kill('SIGKILL');
		await redis.stop();
	}
});

/** Asks for an account at a taken address fifty times at once, from one place; answers how often each status came. */
async function signUpAtOnce({ origins }: Instances) {
	const [origin = ''] = origins;
	const taken = { name: 'Ada', email: 'ada@example.com', password: 'a field of barley' };
	await sendForm(origin, '/signup', taken, someAddress());

	const from = someAddress();
	const attempts = Array.from({ length: 50 }, (_, i) =>
		sendForm(origins[i % origins.length] ?? '', '/signup', taken, from)
	);
	const counts: Record<number, number> = {};
	for (const { status } of await Promise.all(attempts)) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}

test.skip(redisIsMissing !== '', redisIsMissing);

const only = (events: string[], name: string) => events.filter((event) => event === name);

test('let as many attempts through as one alone, and count for themselves without Redis [RL-02 RL-08]', async ({
	instances
}) => {
	const { redis, events } = instances;
	expect(await signUpAtOnce(instances)).toEqual({ 409: 10, 429: 40 });

	await redis.stop();
	await expect.poll(() => only(events(), 'redis_lost')).toHaveLength(2);
	expect(await signUpAtOnce(instances)).toEqual({ 409: 20, 429: 30 });
	expect(only(events(), 'redis_lost')).toHaveLength(2);

	const back = await startRedis(redis.port);
	await expect.poll(() => only(events(), 'redis_back')).toHaveLength(2);
	expect(await signUpAtOnce(instances)).toEqual({ 409: 10, 429: 40 });
	await back.stop();
});

test('log people in while Redis hangs, and count wrong passwords for themselves [RL-01 RL-08]', async ({
	instances
}) => {
	const { origins, redis, events } = instances;
	const [origin = ''] = origins;
	const ada = { email: 'ada@example.com', password: 'a field of barley' };
	await sendForm(origin, '/signup', { name: 'Ada', ...ada }, someAddress());

	redis.hang();
	const started = performance.now();
	const login = await sendForm(origin, '/login', ada, someAddress());
	expect(login.headers.location).toBe('/account');
	// Two until it is given up, and as many for the machine.
	expect(performance.now() - started).toBeLessThan(4_000);

	const from = someAddress();
	const wrong = { ...ada, password: 'wrong horse' };
	const guesses = Array.from({ length: 14 }, () => sendForm(origin, '/login', wrong, from));
	const statuses = (await Promise.all(guesses)).map(({ status }) => status);
	expect(new Set(statuses)).toEqual(new Set([401, 429]));

	redis.goOn();
	await expect.poll(() => only(events(), 'redis_back')).not.toEqual([]);
});
