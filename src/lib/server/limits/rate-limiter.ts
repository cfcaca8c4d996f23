import { dev } from '$app/env';
import type { RequestEvent } from '@sveltejs/kit';
import { AppwriteFailure, OPTIONAL, refuse } from '$lib/server/appwrite/failure';
import { clientNetwork } from '$lib/server/web/client-address';
import { Counter, type Limit } from './counter';
import { GrowingWait } from './backoff';
import { knownDevice, rememberDevice } from './known-browser';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// All numbers in one place: how many, in how many seconds.
const loginFailures = new GrowingWait('login', { free: 10, longest: 15 * MINUTE });
const loginFailuresEverywhere = new Counter('login-everywhere', { points: 100, duration: DAY });
const loginsByAddress = byAddress('login-address', { points: 30, duration: MINUTE });
const linksByAddress = byAddress('link-address', { points: 30, duration: MINUTE });
const signupsByAddress = byAddress('signup-address', { points: 10, duration: HOUR });
const anonymousByAddress = byAddress('anonymous-address', { points: 10, duration: HOUR });
const mailsByBox = new Counter('mail-box', { points: 3, duration: HOUR });
const mailsByAddress = byAddress('mail-address', { points: 30, duration: HOUR });
const resends = new Counter('resend', { points: 1, duration: MINUTE });
const oauthByAddress = byAddress('oauth-address', { points: 60, duration: HOUR });
const codes = new Counter('code', {
	points: 5,
	duration: 15 * MINUTE,
	blockDuration: 15 * MINUTE
});
/** Longer than a code of an app is good for, however far the clocks are apart. */
const usedCodes = new Counter('used-code', { points: 1, duration: 2 * MINUTE });

/** Counts nothing for the dev server, where everybody who tries something out comes from one address. */
function byAddress(name: string, { points, duration }: { points: number; duration: number }) {
	return new Counter(name, { points: dev ? Number.MAX_SAFE_INTEGER : points, duration });
}

/**
 * Tries a password. Counts failures by account and address, so that guessing slows down and nobody can lock the owner
 * out from elsewhere, and by account alone, against many addresses; a browser that has signed in to the account before
 * is counted for itself, and stays out of reach of both. A right password forgets them. Appwrite counts nothing that is
 * asked with an API key.
 */
export async function limitLogin<T>(event: RequestEvent, email: string, attempt: () => Promise<T>) {
	const device = knownDevice(event, email);
	const here = clientNetwork(event);
	const own: Use = [loginFailures, `${device ?? here} ${email}`];
	const everywhere: Use = [loginFailuresEverywhere, email];

	const uses: Use[] = device ? [own] : [[loginsByAddress, here], own, everywhere];
	const result = await limit(uses, attempt);
	await loginFailures.clear(own[1]);
	if (!device) await loginFailuresEverywhere.takeBack(email);
	rememberDevice(event, email);
	return result;
}

/** After somebody has shown that the box is theirs: what others have tried counts no more, and this browser is known. */
export async function forgiveLogins(event: RequestEvent, email: string) {
	await loginFailures.clear(`${clientNetwork(event)} ${email}`);
	await loginFailuresEverywhere.clear(email);
	rememberDevice(event, email);
}

/** Tries a code for `account`: five wrong ones, then a pause, however many codes are asked for. */
export async function limitCodes<T>(account: string, attempt: () => Promise<T>) {
	const result = await limit([[codes, account]], attempt);
	await codes.clear(account);
	return result;
}

/**
 * Tries a code of an authenticator app; `key` names the account and the code. Appwrite takes one as often as it
 * comes within its 30 seconds, so it is remembered here: RFC 6238 §5.2 wants each taken once.
 */
export async function limitToOnce<T>(key: string, attempt: () => Promise<T>) {
	const isNew = await usedCodes.add(key).then(
		() => true,
		() => false
	);
	if (!isNew) refuse(401, 'code_used_already');
	try {
		return await attempt();
	} catch (thrown) {
		await usedCodes.clear(key);
		throw thrown;
	}
}

/** Has a mail or a text message sent to `box`, which anybody may ask for. */
export function limitMail<T>(event: RequestEvent, box: string, send: () => Promise<T>) {
	// A browser of the owner's is counted for itself: others cannot use up its mails.
	const device = knownDevice(event, box);
	return limit(mailUses(event, device ? `${device} ${box}` : box), send);
}

/**
 * The same for what somebody who is signed in asks for again and again: one a minute. Counted apart from what anybody may
 * ask for: else it would show there that the box has an account.
 */
export function limitResend<T>(event: RequestEvent, box: string, send: () => Promise<T>) {
	return limit([[resends, box], ...mailUses(event, `resend ${box}`)], send);
}

function mailUses(event: RequestEvent, box: string): Use[] {
	return [
		[mailsByAddress, clientNetwork(event)],
		[mailsByBox, box]
	];
}

/** Tries a link that was mailed: its secret cannot be guessed, but each try costs work. */
export function limitLinks<T>(event: RequestEvent, attempt: () => Promise<T>) {
	return limit([[linksByAddress, clientNetwork(event)]], attempt);
}

export function limitSignup<T>(event: RequestEvent, attempt: () => Promise<T>) {
	return limit([[signupsByAddress, clientNetwork(event)]], attempt);
}

/** Creates a user for somebody who only wants to try the site: Appwrite keeps each of them. */
export function limitAnonymous<T>(event: RequestEvent, attempt: () => Promise<T>) {
	return limit([[anonymousByAddress, clientNetwork(event)]], attempt);
}

/** Before somebody is sent to a provider, for whose address Appwrite has to be asked. */
export async function limitOAuth(event: RequestEvent) {
	await oauthByAddress.add(clientNetwork(event));
}

/** What an attempt counts for, and whose it is. */
type Use = [limit: Limit, key: string];

/**
 * Counts first, so that of many attempts at once only as many pass as may. What never came to an answer of Appwrite's is
 * taken back: neither an outage nor one limit may use up another.
 */
async function limit<T>(uses: Use[], attempt: () => Promise<T>): Promise<T> {
	const counted: Use[] = [];
	try {
		for (const [limit, key] of uses) {
			await limit.add(key);
			counted.push([limit, key]);
		}
		return await attempt();
	} catch (thrown) {
		if (!isRefusal(thrown)) await Promise.all(counted.map(([limit, key]) => limit.takeBack(key)));
		throw thrown;
	}
}

/** Not where it is the site that cannot do it, for anybody. */
function isRefusal(thrown: unknown) {
	if (!(thrown instanceof AppwriteFailure) || thrown.failure.kind !== 'refused') return false;
	return !OPTIONAL.includes(thrown.failure.type);
}
