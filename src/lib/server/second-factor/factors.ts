import { MAILED_FACTORS } from '$app/env/private';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { FACTORS, type Factor } from '$lib/factors';
import type { User } from '$lib/user';
import { factorsAnswer } from '$lib/server/appwrite/responses';
import { wasResetByMail } from '$lib/server/limits/mailbox-reset';
import { createSessionClient } from '$lib/server/session/clients';
import { confirmedBy } from '$lib/server/session/confirmation';
import { currentPage } from '$lib/server/session/failure-response';
import { requireRecentConfirmation } from '$lib/server/session/guards';
import { readSession } from '$lib/server/session/session-cookie';
import { withRedirectTo } from '$lib/server/web/redirects';

/** All second factors that the user has set up, best first. */
export async function listOwnFactors(event: RequestEvent): Promise<Factor[]> {
	const { account, check } = createSessionClient(event);
	const own = check(factorsAnswer, await account.listMFAFactors());
	return FACTORS.filter((factor) => own[factor]);
}

/** Whether there is one that counts by itself. Recovery codes only stand in for another one. */
export function hasFactor(own: Factor[]): boolean {
	return own.some((factor) => factor !== 'recoveryCode');
}

/**
 * The best of these factors, and recovery codes, which stand in for it. A worse one beside it would let in whoever has
 * only that: a mailbox, which also gives a new password, or a phone number.
 */
export function strongest(factors: Factor[]): Factor[] {
	const best = factors.find((factor) => factor !== 'recoveryCode');
	return factors.filter((factor) => factor === best || factor === 'recoveryCode');
}

/** Those of the user's factors that signing in with a password asks for. */
export function offeredAtLogin(own: Factor[]): Factor[] {
	return MAILED_FACTORS ? own : strongest(own);
}

/**
 * The factors by which the user may answer now, best first. Between the factors it is none that the session began with,
 * as Appwrite counts each once; and where the password may be no more than the mailbox, the mailbox is none beside
 * another. To confirm later who they are, only the best one counts.
 */
export async function listFactors(event: RequestEvent): Promise<Factor[]> {
	const own = await listOwnFactors(event);
	if (event.locals.user) return strongest(own);

	const session = readSession(event);
	const left = own.filter((factor) => !session?.factors.includes(factor));
	const offered = offeredAtLogin(left);
	const best = strongest(offered)[0];
	const isMailboxSpent = best !== 'email' && (await wasResetByMail(session?.userId ?? ''));
	return isMailboxSpent ? offered.filter((factor) => factor !== 'email') : offered;
}

/**
 * Whether the person has shown lately what changing their second factor takes: the best one that they have, or a
 * recovery code. While the second factor is off and there is no app, that is nothing.
 */
export function hasShownStrongest(event: RequestEvent, { mfa }: User, own: Factor[]): boolean {
	if (!hasFactor(own) || (!mfa && !own.includes('totp'))) return true;
	const wanted: string[] = strongest(own);
	return wanted.includes(confirmedBy(event) ?? '');
}

/**
 * The second factors of the signed-in user, who has shown lately that it is them, and has shown the best of these; else
 * they are asked to, and come back.
 */
export async function requireStrongestFactor(event: RequestEvent): Promise<Factor[]> {
	const user = requireRecentConfirmation(event);
	const own = await listOwnFactors(event);
	if (hasShownStrongest(event, user, own)) return own;
	return redirect(303, withRedirectTo('/account/confirm/code', currentPage(event)));
}
