import { dev } from '$app/env';
import type { RequestEvent } from '@sveltejs/kit';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppwriteFailure, refuse } from './appwrite-errors';
import { clientAddress } from './client-address';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Free attempts for an account from one address; each further one waits twice as long, up to the longest. */
const FREE_FAILURES = 10;
const LONGEST_WAIT = 15 * MINUTE;

// All numbers in one place: [how many, in how many seconds].
const failures = counter(Number.MAX_SAFE_INTEGER, DAY);
const waits = counter(1, LONGEST_WAIT);
const failuresEverywhere = counter(100, DAY);
const loginsByAddress = addressCounter(30, MINUTE);
const signupsByAddress = addressCounter(10, HOUR);
const anonymousByAddress = addressCounter(10, HOUR);
const mailsByBox = counter(3, HOUR);
const resends = counter(1, MINUTE);
const mailsByAddress = addressCounter(30, HOUR);
const oauthByAddress = addressCounter(60, HOUR);
const codes = counter(5, 15 * MINUTE);
/** Longer than a code of an app is good for, however far the clocks are apart. */
const usedCodes = counter(1, 2 * MINUTE);

function counter(points: number, duration: number) {
	return new RateLimiterMemory({ points, duration });
}

/** Counts nothing for the dev server, where everybody who tries something out comes from one address. */
function addressCounter(points: number, duration: number) {
	return counter(dev ? Number.MAX_SAFE_INTEGER : points, duration);
}

/** Too many tries; the form says so with 429 and Retry-After. */
export class TooManyAttempts extends Error {
	override name = 'TooManyAttempts';
	readonly seconds: number;

	constructor(milliseconds: number) {
		super('too many attempts');
		this.seconds = Math.max(1, Math.ceil(milliseconds / 1000));
	}
}

/**
 * Tries a password. Counts failures by account and address, so that guessing slows down and nobody can lock
 * the owner out from elsewhere; a right password forgets them, an outage counts for nothing. Appwrite itself
 * counts nothing that is asked with an API key.
 */
export async function limitLogin<T>(event: RequestEvent, email: string, attempt: () => Promise<T>) {
	const here = addressKey(event);
	const pair = `${here} ${email}`;
	await consume(loginsByAddress, here);
	await consume(failuresEverywhere, email);
	await takeTurn(pair);
	try {
		const result = await attempt();
		await Promise.all([
			failures.delete(pair),
			waits.delete(pair),
			failuresEverywhere.reward(email)
		]);
		return result;
	} catch (thrown) {
		if (!isRefusal(thrown))
			await Promise.all([failures.reward(pair), failuresEverywhere.reward(email)]);
		throw thrown;
	}
}

/** Tries a code for `account`: five wrong ones, then a pause, however many codes are asked for. */
export async function limitCodes<T>(account: string, attempt: () => Promise<T>) {
	await consume(codes, account);
	try {
		const result = await attempt();
		await codes.delete(account);
		return result;
	} catch (thrown) {
		if (!isRefusal(thrown)) await codes.reward(account);
		throw thrown;
	}
}

/**
 * Tries a code of an authenticator app; `key` names the account and the code. Appwrite takes one as often as it
 * comes within its 30 seconds, so it is remembered here: RFC 6238 §5.2 wants each taken once.
 */
export async function limitToOnce<T>(key: string, attempt: () => Promise<T>) {
	const isNew = await usedCodes.consume(key).then(
		() => true,
		() => false
	);
	if (!isNew) refuse(401, 'code_used_already');
	try {
		return await attempt();
	} catch (thrown) {
		await usedCodes.delete(key);
		throw thrown;
	}
}

/** Before a mail or a text message to `box` is asked for by anybody. */
export async function limitMail(event: RequestEvent, box: string) {
	await consume(mailsByAddress, addressKey(event));
	await consume(mailsByBox, box);
}

/** Before a link that signs in is tried: its secret cannot be guessed, but each try costs work. */
export async function limitLinks(event: RequestEvent) {
	await consume(loginsByAddress, addressKey(event));
}

/** Before a mail or a text message that may be asked for again and again: one a minute. */
export async function limitResend(event: RequestEvent, box: string) {
	await consume(resends, box);
	await limitMail(event, box);
}

export async function limitSignup(event: RequestEvent) {
	await consume(signupsByAddress, addressKey(event));
}

/** Before a user is created for somebody who only wants to try the site: Appwrite keeps each of them. */
export async function limitAnonymous(event: RequestEvent) {
	await consume(anonymousByAddress, addressKey(event));
}

/** Before Appwrite is asked for the address of a provider. */
export async function limitOAuth(event: RequestEvent) {
	await consume(oauthByAddress, addressKey(event));
}

/** Counts first, so that of many attempts at once only as many pass as may. */
async function takeTurn(pair: string) {
	const { consumedPoints } = await failures.consume(pair);
	const late = consumedPoints - FREE_FAILURES;
	if (late <= 0) return;
	try {
		await consume(waits, pair, Math.min(2 ** (late - 1), LONGEST_WAIT));
	} catch (thrown) {
		await failures.reward(pair);
		throw thrown;
	}
}

async function consume(limiter: RateLimiterMemory, key: string, seconds?: number) {
	try {
		await limiter.consume(key, 1, seconds ? { customDuration: seconds } : {});
	} catch (rejected) {
		if (rejected instanceof RateLimiterRes) throw new TooManyAttempts(rejected.msBeforeNext);
		throw rejected;
	}
}

function isRefusal(thrown: unknown) {
	return thrown instanceof AppwriteFailure && thrown.failure.kind === 'refused';
}

/** One bucket for one connection: IPv6 by /64, as a customer owns all of it. */
function addressKey(event: RequestEvent): string {
	// Requests of unknown origin share one bucket.
	const address = clientAddress(event) ?? 'unknown';
	if (!address.includes(':')) return address;
	const [head = '', tail] = address.split('::');
	const groups = head.split(':').filter(Boolean);
	if (tail !== undefined) {
		const missing = 8 - groups.length - tail.split(':').filter(Boolean).length;
		groups.push(...Array<string>(missing).fill('0'), ...tail.split(':').filter(Boolean));
	}
	return groups.slice(0, 4).join(':');
}
