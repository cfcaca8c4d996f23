import { redirect, type RequestEvent } from '@sveltejs/kit';
import { randomInt, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { keepRedirectTo } from '$lib/redirect-to';
import { tokenAnswer } from '$lib/server/appwrite/responses';
import { ID } from '$lib/server/appwrite/services';
import { createAdminClient } from '$lib/server/session/clients';
import { AppwriteFailure, refuse } from '$lib/server/appwrite/failure';
import { logAuth } from '$lib/server/session/auth-log';
import { limitLoginCodes } from '$lib/server/limits/code-limiter';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';
import { generationOf } from '$lib/server/limits/generation';
import { beginSignIn } from '$lib/server/limits/known-browser';
import { addPurpose } from '$lib/server/mailed-links/link-purpose';
import { atLeast } from '$lib/server/web/constant-time';
import { log } from '$lib/server/operations/log';
import { limitMail } from '$lib/server/limits/rate-limiter';
import { redirectTarget } from '$lib/server/web/redirects';
import { signInWithToken } from '$lib/server/session/session';
import { welcomeOwner } from '$lib/server/ways-in/review';
import { isSentCode, markSentCode } from './sent-code';

/** What was sent to log in with, each remembered in a cookie of this name. */
export type LoginToken = 'login-code' | 'login-link' | 'login-phone';

/** Longer than a code is good for (15 minutes), so that its page is still there to say that it was too late. */
const AWAITED_SECONDS = 3600;

const sentToken = v.object({
	userId: v.string(),
	phrase: v.string(),
	to: v.string(),
	browser: v.string(),
	/** Stands for the code, see `sent-code.ts`. */
	code: v.string(),
	/** Of the address or number, which ends when its account changes hands. */
	generation: v.number()
});

type Account = ReturnType<typeof createAdminClient>['account'];

/**
 * Has a code or a link sent to an address or a number, in the same way whether it is known or not: Appwrite
 * creates the user if there is none, by the ID that `request` is given.
 */
export async function sendLoginToken(
	event: RequestEvent,
	name: LoginToken,
	to: string,
	request: (account: Account, userId: string) => Promise<unknown>
) {
	const { account, check } = createAdminClient(event);
	const send = () => atLeast(request(account, ID.unique()).catch(pretend));
	const generation = await generationOf(to);
	const { userId, phrase, secret } = check(tokenAnswer, await limitMail(event, to, send));
	const earlier = readFlowCookie(event, name, sentToken);
	const browser = earlier?.to === to ? earlier.browser : randomUUID();
	const sent = { userId, phrase, to, browser, code: markSentCode(to, secret), generation };
	setFlowCookie(event, name, sent, AWAITED_SECONDS);
	logAuth(event, 'login_mail_requested', { account: to, by: name });
}

/** Has a link mailed that signs in; of who is new it makes a user without a name and a password. */
export async function sendLoginLink(event: RequestEvent, email: string) {
	const page = event.url.origin + keepRedirectTo('/login/link/confirm', event.url);
	const url = await addPurpose(page, { purpose: 'login', email });
	return sendLoginToken(event, 'login-link', email, (account, userId) =>
		account.createMagicURLToken({ userId, email, url, phrase: true })
	);
}

/**
 * Mails a way in to the owner of an address, which somebody else has asked for: nothing here says that it was sent, nor
 * waits for it.
 */
export function mailOwnerAside(event: RequestEvent, email: string) {
	const page = `${event.url.origin}/login/link/confirm`;
	const { account } = createAdminClient(event);
	const send = async () => {
		const url = await addPurpose(page, { purpose: 'login', email });
		return account.createMagicURLToken({ userId: ID.unique(), email, url });
	};
	limitMail(event, email, send).catch(() => {
		log.warn('owner_not_mailed', { id: event.locals.requestId });
	});
}

/** Where the code or link went that this browser waits for, and the phrase that the mail names. */
export function sentLoginToken(event: RequestEvent, name: LoginToken) {
	const sent = readFlowCookie(event, name, sentToken);
	// Not the ID: those who only have typed an address must not learn whether it was known.
	return sent && { to: sent.to, phrase: sent.phrase };
}

/** Where it went that this user has been sent; `null` if another browser asked for it. */
export function awaitedAddress(event: RequestEvent, name: LoginToken, userId: string) {
	const sent = readFlowCookie(event, name, sentToken);
	return sent?.userId === userId ? sent.to : null;
}

/**
 * Signs in whoever the code was sent to that this browser waits for, and goes on to where they wanted. Takes no other
 * code, and none that was sent before the account of this address has changed hands, password or address.
 */
export async function redeemCode(
	event: RequestEvent,
	name: LoginToken,
	code: string
): Promise<never> {
	const sent = readFlowCookie(event, name, sentToken);
	if (!sent) redirect(303, keepRedirectTo(`${event.url.pathname}?notice=code-gone`, event.url));

	const { userId, to, browser } = sent;
	// The button was pressed twice, and a code works once.
	if (event.locals.user?.id === userId) redirect(303, redirectTarget(event.url));
	if ((await generationOf(to)) !== sent.generation) refuse(401, 'user_invalid_token');
	const signIn = async () => {
		if (!isSentCode(to, code, sent.code)) refuse(401, 'user_invalid_token');
		await signInWithToken(event, { userId, secret: code });
	};
	await limitLoginCodes(event, { to, browser }, signIn);
	if (name === 'login-code') await welcomeOwner(event, { mailbox: to });
	deleteFlowCookie(event, name);
	beginSignIn(event, to);
	redirect(303, redirectTarget(event.url));
}

/** What Appwrite refuses only where no user has the address: answered as if something had been sent. */
const REFUSED_UNKNOWN = ['general_bad_request', 'user_count_exceeded', 'user_email_already_exists'];

function pretend(thrown: unknown): v.InferOutput<typeof tokenAnswer> {
	if (!(thrown instanceof AppwriteFailure) || thrown.failure.kind !== 'refused') throw thrown;
	if (!REFUSED_UNKNOWN.includes(thrown.failure.type)) throw thrown;
	const phrase = `${pick(ADJECTIVES)} ${pick(NOUNS)}`;
	return { userId: ID.unique(), phrase, secret: String(randomInt(1_000_000)).padStart(6, '0') };
}

// Words as Appwrite's phrases are made of.
const ADJECTIVES = ['Brave', 'Calm', 'Clever', 'Gentle', 'Happy', 'Lucky', 'Quiet', 'Reliable'];
const NOUNS = ['bridge', 'castle', 'forest', 'garden', 'island', 'piano', 'river', 'window'];

function pick(words: string[]): string {
	return words[randomInt(words.length)] ?? '';
}
