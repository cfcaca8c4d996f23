import { startApp } from '../e2e/processes.js';
import { redisIsMissing, startRedis } from '../redis.ts';
import { send, sendForm } from './send.ts';
import { expect, test } from './world.ts';

// What is remembered of who is signed in, and when it no longer counts.

test('each of many requests at once shows its own user, and Appwrite is asked once for each [CK-11 RS-09]', async ({
	world
}) => {
	const people = await Promise.all(Array.from({ length: 10 }, (_, i) => world.signUp(`Ada ${i}.`)));
	const cookies = await Promise.all(people.map((person) => world.logIn(person)));
	world.calls.length = 0;
	const started = performance.now();

	const requests = Array.from({ length: 200 }, (_, i) => i % people.length);
	await Promise.all(
		requests.map(async (i) => {
			const headers = { cookie: cookies[i], accept: 'text/html' };
			const { text } = await send(world.origin, '/account', { headers });
			expect(people.filter(({ name }) => text.includes(name))).toEqual([people[i]]);
		})
	);
	const asked = world.calls.filter((call) => call === 'GET /v1/account');
	expect(asked.length).toBeGreaterThanOrEqual(10);
	// Again for each five seconds that a busy machine takes for all this.
	const times = 1 + Math.ceil((performance.now() - started) / 5_000);
	expect(asked.length).toBeLessThanOrEqual(10 * times);
});

test('Appwrite is asked nothing for files and strangers [RS-09 RS-03]', async ({ world }) => {
	const cookie = await world.logIn(await world.signUp());
	const { text } = await send(world.origin, '/');
	const file = /\/_app\/[^"']+\.js/.exec(text)?.[0] ?? '';
	world.calls.length = 0;

	const statuses = [
		await send(world.origin, file, { headers: { cookie } }),
		await send(world.origin, '/favicon.svg', { headers: { cookie } }),
		await send(world.origin, '/healthz', { headers: { cookie } }),
		await send(world.origin, '/login'),
		await send(world.origin, '/', { headers: { cookie: 'appwrite-ssr-session=nonsense' } })
	].map(({ status }) => status);
	expect(statuses).toEqual([200, 200, 200, 200, 200]);
	expect(world.calls).toEqual([]);
});

test('what is done on one instance counts on the next page of another one, by Redis', async ({
	world
}) => {
	test.skip(Boolean(redisIsMissing), redisIsMissing);
	const redis = await startRedis();
	// Much longer than this test takes: only the other instance can make it ask again.
	const env = { REDIS_URL: redis.url, USER_CACHE_SECONDS: '600' };
	const [one, other] = await Promise.all([
		startApp(world.appwrite, env),
		startApp(world.appwrite, env)
	]);
	const ada = await world.signUp();
	const [here = '', there = ''] = [await world.logIn(ada), await world.logIn(ada)];
	const statusThere = async () =>
		(await send(other.origin, '/account', { headers: { cookie: there } })).status;
	expect([await statusThere(), await statusThere()]).toEqual([200, 200]);

	const headers = { cookie: here };
	const left = await sendForm(one.origin, '/account/sessions?/revokeOthers', {}, headers);
	expect(left.headers.location).toContain('notice=devices-signed-out');
	await expect.poll(statusThere, { timeout: 2_000 }).toBe(303);

	for (const { server } of [one, other]) server.kill('SIGKILL');
	await redis.stop();
});
