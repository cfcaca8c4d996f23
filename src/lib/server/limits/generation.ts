import { Counter } from './counter';

/**
 * Seconds. As long as the longest-lived thing is good for that is bound to a generation, the cookie of a known browser:
 * when a generation is forgotten, all that was made before it began has come to its end.
 */
const LIFETIME = 180 * 24 * 3600;

const generations = new Counter('generation', {
	points: Number.MAX_SAFE_INTEGER,
	duration: LIFETIME
});

/**
 * A number for what is given to the owner of an account (by its user ID or its address) and must not outlive a change
 * of hands: what was made in another generation than the present one counts for nothing. Kept with the limits: in
 * Redis, or in memory, where it lasts until this process restarts; then what older generations made counts again.
 */
export function generationOf(account: string): Promise<number> {
	return generations.count(account);
}

/** Ends the generation of each account: its password or address has changed, or it is gone. */
export async function nextGeneration(...accounts: string[]) {
	await Promise.all(accounts.filter(Boolean).map(begin));
}

async function begin(account: string) {
	const previous = await generations.count(account);
	// From the time, as a number must not come again once it has been forgotten.
	await generations.set(account, Math.max(Date.now(), previous + 1));
}
