import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, it, vi } from 'vitest';
import { MemoryLimiter } from './memory-limiter';

afterEach(() => vi.useRealTimers());

/** Uses as many keys that nobody has used before. */
async function flood(limiter: MemoryLimiter, keys: number, name = 'fresh') {
	for (let i = 0; i < keys; i += 1) await limiter.consume(`${name} ${i}`);
}

async function use(limiter: MemoryLimiter, key: string, times: number) {
	for (let i = 0; i < times; i += 1) await limiter.consume(key).catch(() => {});
}

it('keeps a key that is blocked, or nearly, whatever number of fresh keys comes after it [RL-08]', async () => {
	const limiter = new MemoryLimiter({ points: 100, duration: 24 * 3600 });
	await use(limiter, 'blocked', 101);
	await use(limiter, 'nearly', 99);
	await flood(limiter, 45_000);

	await expect(limiter.consume('blocked')).rejects.toMatchObject({ consumedPoints: 102 });
	await expect(limiter.consume('nearly')).resolves.toMatchObject({ consumedPoints: 100 });
});

it('forgets the oldest of the least used keys, so that a flood fills no memory [RL-08]', async () => {
	const limiter = new MemoryLimiter({ points: 5, duration: 60 });
	await flood(limiter, 45_000);

	const kept = await Promise.all(
		Array.from({ length: 45_000 }, (_, i) => limiter.get(`fresh ${i}`))
	);
	expect(kept.filter(Boolean).length).toBeLessThanOrEqual(20_000);
	expect(kept.at(0)).toBeNull();
	expect(kept.at(-1)).toMatchObject({ consumedPoints: 1 });
});

it('forgets keys whose time is over before any other', async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	const limiter = new MemoryLimiter({ points: 5, duration: 60 });
	await use(limiter, 'over', 5);
	await flood(limiter, 19_000, 'over');
	vi.advanceTimersByTime(61_000);
	await flood(limiter, 15_000);

	await expect(limiter.get('over')).resolves.toBeNull();
	await expect(limiter.get('fresh 0')).resolves.toMatchObject({ consumedPoints: 1 });
	await expect(limiter.consume('over')).resolves.toMatchObject({ consumedPoints: 1 });
});

it('keeps a value for half a year, which is longer than timers run', async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	const days = 24 * 3600;
	const limiter = new MemoryLimiter({ points: 5, duration: 180 * days });
	await limiter.set('key', 3, 180 * days);
	await setTimeout(20);
	vi.advanceTimersByTime(179 * days * 1000);
	await expect(limiter.get('key')).resolves.toMatchObject({ consumedPoints: 3 });
	vi.advanceTimersByTime(2 * days * 1000);
	await expect(limiter.get('key')).resolves.toBeNull();
});

it('gives back no more than was taken', async () => {
	const limiter = new MemoryLimiter({ points: 1, duration: 60 });
	await limiter.reward('key');
	await limiter.consume('key');
	await expect(limiter.consume('key')).rejects.toMatchObject({ consumedPoints: 2 });
});

it('keeps no request alive in which it counted [RL-08]', async () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	const requests = new AsyncLocalStorage<object>();
	const seen: WeakRef<object>[] = [];
	const limiter = new MemoryLimiter({ points: 1, duration: 60 });

	for (let i = 0; i < 100; i += 1) {
		const request = { id: i };
		seen.push(new WeakRef(request));
		await requests.run(request, () => limiter.consume(`key of request ${i}`));
	}
	await setTimeout(0);
	collectGarbage();

	// The engine may still hold the last ones on its stack.
	expect(seen.filter((request) => request.deref()).length).toBeLessThan(10);
});
