import { dev } from '$app/env';
import type { RequestEvent } from '@sveltejs/kit';
import { countAttempt, isRefused, type Use } from './attempt';
import { clientNetwork } from '$lib/server/web/client-address';
import { Counter } from './counter';
import { GrowingWait } from './backoff';
import { beginSignIn, hasSignedInBefore, knownDevice } from './known-browser';
import { boxOf } from './mailbox';
import { NetworkCounter } from './network-counter';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// All numbers but those of codes: how many, in how many seconds.
const loginFailures = new GrowingWait('login', { free: 10, longest: 15 * MINUTE });
const loginFailuresEverywhere = new Counter('login-everywhere', { points: 100, duration: DAY });
const loginsByAddress = byAddress('login-address', { points: 30, duration: MINUTE });
const linksByAddress = byAddress('link-address', { points: 30, duration: MINUTE });
const signupsByAddress = byAddress('signup-address', { points: 10, duration: HOUR });
const signupsByBox = new Counter('signup-box', { points: 20, duration: DAY });
const anonymousByAddress = byAddress('anonymous-address', { points: 10, duration: HOUR });
const mailsByBox = new Counter('mail-box', { points: 3, duration: HOUR });
const mailsByAddress = byAddress('mail-address', { points: 30, duration: HOUR });
const resends = new Counter('resend', { points: 1, duration: MINUTE });
const oauthByAddress = byAddress('oauth-address', { points: 60, duration: HOUR });
const contactChanges = new Counter('contact-change', { points: 5, duration: DAY });
const exports = new Counter('export', { points: 10, duration: HOUR });
const tokens = new Counter('token', { points: 60, duration: HOUR });
/** As long as the cookie of a start is good for. */
const oauthStarts = new Counter('oauth-start', { points: 1, duration: 10 * MINUTE });

/** Counts nothing for the dev server, where everybody who tries something out comes from one address. */
function byAddress(name: string, { points, duration }: { points: number; duration: number }) {
	return new NetworkCounter(name, { points: dev ? Number.MAX_SAFE_INTEGER : points, duration });
}

// Strangers share one budget, and all known browsers of an account share another: strangers cannot use up what is the
// owner's, and however many cookies of known browsers somebody has collected, they are worth one.

/**
 * Tries a password. Counts failures by account and address, so that guessing slows down and nobody can lock the owner
 * out from elsewhere, and by account alone, against many addresses; known browsers stay out of reach of both. A right
 * password forgets them. Appwrite counts nothing that is asked with an API key.
 */
export async function limitLogin<T>(event: RequestEvent, email: string, attempt: () => Promise<T>) {
	const device = await knownDevice(event, email);
	const here = clientNetwork(event);
	const own: Use = [loginFailures, `${device ? 'known' : here} ${email}`];
	const everywhere: Use = [loginFailuresEverywhere, email];

	const uses: Use[] = device ? [own] : [[loginsByAddress, here], own, everywhere];
	const result = await countAttempt(uses, attempt);
	await loginFailures.clear(own[1]);
	if (!device) await loginFailuresEverywhere.takeBack(email);
	if (!device?.hasSignedIn) beginSignIn(event, email);
	return result;
}

/** After somebody has shown that the box is theirs: what others have tried counts no more. */
export async function forgiveLogins(event: RequestEvent, email: string) {
	await loginFailures.clear(`${clientNetwork(event)} ${email}`);
	await loginFailures.clear(`known ${email}`);
	await loginFailuresEverywhere.clear(email);
}

/**
 * Has a mail or a text message sent to an address or number, which anybody may ask for. What is counted is the box, with
 * all addresses that lead there, for strangers, for known browsers, and for those of somebody who has confirmed the
 * address: anybody can sign up with an address that leads to somebody else's box.
 */
export async function limitMail<T>(event: RequestEvent, to: string, send: () => Promise<T>) {
	const device = await knownDevice(event, to);
	const box = boxOf(to);
	if (device?.isConfirmed) return countAttempt([[mailsByBox, `confirmed ${box}`]], send);
	return countAttempt(mailUses(event, `${device ? 'known' : 'unknown'} ${box}`), send);
}

/**
 * The same for what somebody who is signed in asks for again and again: one a minute. Counted apart from what anybody may
 * ask for: else it would show there that the box has an account.
 */
export function limitResend<T>(event: RequestEvent, to: string, send: () => Promise<T>) {
	const box = boxOf(to);
	return countAttempt([[resends, box], ...mailUses(event, `resend ${box}`)], send);
}

function mailUses(event: RequestEvent, box: string): Use[] {
	return [
		[mailsByAddress, clientNetwork(event)],
		[mailsByBox, box]
	];
}

/** Has a code sent that is a second factor of the user. */
export async function limitSecondFactorMail<T>(
	event: RequestEvent,
	userId: string,
	send: () => Promise<T>
) {
	const isKnown = await hasSignedInBefore(event, userId);
	const key = `${isKnown ? 'known' : 'unknown'} second-factor ${userId}`;
	return countAttempt(mailUses(event, key), send);
}

/** Tries a link that was mailed: its secret cannot be guessed, but each try costs work. */
export function limitLinks<T>(event: RequestEvent, attempt: () => Promise<T>) {
	return countAttempt([[linksByAddress, clientNetwork(event)]], attempt);
}

/** Signs up with an address; those that lead to one box count together. */
export function limitSignup<T>(event: RequestEvent, email: string, attempt: () => Promise<T>) {
	const uses: Use[] = [
		[signupsByAddress, clientNetwork(event)],
		[signupsByBox, boxOf(email)]
	];
	return countAttempt(uses, attempt);
}

/** Creates a user for somebody who only wants to try the site: Appwrite keeps each of them. */
export function limitAnonymous<T>(event: RequestEvent, attempt: () => Promise<T>) {
	return countAttempt([[anonymousByAddress, clientNetwork(event)]], attempt);
}

/**
 * Uses up a start at a provider, named by its state, for which Appwrite is asked once; `false` where that has been done.
 * Who has been counted for one start cannot ask again and again with its cookie.
 */
export function useUpOAuthStart(state: string): Promise<boolean> {
	return oauthStarts.add(state).then(
		() => true,
		() => false
	);
}

/**
 * Changes the address or the number of a user. A success counts too: whoever changes theirs again and again finds out
 * which ones are taken, and has mails and text messages sent. A wrong password does not, as it tells nothing of them.
 */
export async function limitContactChanges<T>(userId: string, change: () => Promise<T>) {
	try {
		return await countAttempt([[contactChanges, userId]], change);
	} catch (thrown) {
		if (isRefused(thrown, 'user_invalid_credentials')) await contactChanges.takeBack(userId);
		throw thrown;
	}
}

/** Before somebody is sent to a provider, for whose address Appwrite has to be asked. */
export async function limitOAuth(event: RequestEvent) {
	await oauthByAddress.add(clientNetwork(event));
}

/** Before everything is collected that is kept of a user. */
export async function limitExport(userId: string) {
	await exports.add(userId);
}

/** Before a token is made by which the browser can act as the user. */
export async function limitToken(userId: string) {
	await tokens.add(userId);
}
