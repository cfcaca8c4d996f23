import { Counter } from './counter';

/** Seconds, in which the owner of a mailbox that was broken into has noticed. */
const LIFETIME = 30 * 24 * 3600;

const resets = new Counter('mailbox-reset', { points: 1, duration: LIFETIME });

/**
 * Remembers for 30 days that the password of this user was chosen by a mailed link, so that it shows no more than a
 * code by mail would. Kept with the limits: in Redis, or in memory until this process restarts.
 */
export async function rememberMailboxReset(userId: string) {
	await resets.set(userId, 1);
}

/** Whether the password of this user may be no more than their mailbox. */
export async function wasResetByMail(userId: string): Promise<boolean> {
	return (await resets.count(userId)) > 0;
}
