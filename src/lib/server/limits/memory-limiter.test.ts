import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { MemoryLimiter } from './memory-limiter';

const limiter = new MemoryLimiter({ points: 1, duration: 60 });

it('forgets the oldest of many keys, so that a flood of them fills no memory [RL-08]', async () => {
	for (let i = 0; i <= 20_000; i += 1) await limiter.consume(`key ${i}`);

	await expect(limiter.consume('key 20000')).rejects.toMatchObject({ consumedPoints: 2 });
	await expect(limiter.consume('key 1')).rejects.toMatchObject({ consumedPoints: 2 });
	await expect(limiter.consume('key 0')).resolves.toMatchObject({ consumedPoints: 1 });
});

it('keeps no request alive in which it counted [RL-08]', async () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	const requests = new AsyncLocalStorage<object>();
	const seen: WeakRef<object>[] = [];

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
