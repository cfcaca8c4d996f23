import { expect, it } from 'vitest';
import { MemoryLimiter } from './memory-limiter';

const limiter = new MemoryLimiter({ points: 1, duration: 60 });

it('forgets the oldest of many keys, so that a flood of them fills no memory [RL-08]', async () => {
	for (let i = 0; i <= 20_000; i += 1) await limiter.consume(`key ${i}`);

	await expect(limiter.consume('key 20000')).rejects.toMatchObject({ consumedPoints: 2 });
	await expect(limiter.consume('key 1')).rejects.toMatchObject({ consumedPoints: 2 });
	await expect(limiter.consume('key 0')).resolves.toMatchObject({ consumedPoints: 1 });
});
