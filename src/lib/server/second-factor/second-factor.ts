import type { RequestEvent } from '@sveltejs/kit';
import type { AuthenticationFactor } from 'node-appwrite';
import * as v from 'valibot';
import { FACTORS, isSent, type Factor } from '$lib/factors';
import type { User } from '$lib/user';
import { challengeAnswer, factorsAnswer, metChallengeAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';
import { refuse } from '$lib/server/appwrite/failure';
import { rememberConfirmation } from '$lib/server/session/confirmation';
import { logAuth } from '$lib/server/session/auth-log';
import { limitSecondFactor, limitToOnce } from '$lib/server/limits/code-limiter';
import { limitSecondFactorMail } from '$lib/server/limits/rate-limiter';
import { readSession, readSessionUserId } from '$lib/server/session/session-cookie';
import {
	deleteSessionNote,
	readSessionNote,
	setSessionNote
} from '$lib/server/session/session-state';

/** The challenge that this session has to meet; as long as its mail says that the code is good for. */
const CHALLENGE = 'challenge';
const CHALLENGE_SECONDS = 15 * 60;
const challengeNote = v.object({ id: v.string(), factor: v.picklist(FACTORS) });

/**
 * What this person can show besides what they signed in with, best first. Somebody who came by a code or link
 * in a mail, or by a provider, has shown `email` already: Appwrite counts each factor once.
 */
export async function listFactors(event: RequestEvent): Promise<Factor[]> {
	const { account, check } = createSessionClient(event);
	const has = check(factorsAnswer, await account.listMFAFactors());
	const shown = event.locals.user ? null : readSession(event)?.factors;
	return FACTORS.filter((factor) => has[factor] && !shown?.includes(factor));
}

/** For the page that asks for a code: which factors there are, which one is asked for, whether it was sent. */
export async function loadSecondFactor(event: RequestEvent) {
	const factors = await listFactors(event);
	const open = readSessionNote(event, CHALLENGE, challengeNote);
	if (!open || !factors.includes(open.factor))
		return { factors, factor: factors[0], isSent: false };
	return { factors, factor: open.factor, isSent: isSent(open.factor) };
}

/** Asks for this factor from now on, and sends its code if it is one that is sent. */
export async function startChallenge(event: RequestEvent, factor: Factor) {
	const factors = await listFactors(event);
	if (!factors.includes(factor)) refuse(400, 'factor_not_available');
	const start = () => createChallenge(event, factor);
	if (!isSent(factor)) await start();
	else await limitSecondFactorMail(event, readSessionUserId(event), start);
}

async function createChallenge(event: RequestEvent, factor: Factor) {
	const { account, check } = createSessionClient(event);
	const { $id: id } = check(
		challengeAnswer,
		// The SDK spells the last one `recoverycode`, which makes a challenge that no code ever meets.
		await account.createMFAChallenge({ factor: factor as AuthenticationFactor })
	);
	setSessionNote(event, CHALLENGE, { id, factor }, CHALLENGE_SECONDS);
	return { id, factor };
}

/** Meets the challenge, which makes a half-signed-in session a whole one and counts as "it's me". */
export async function meetChallenge(event: RequestEvent, code: string) {
	// Counted for the user, who can have one challenge after the other, and before one is made: Appwrite allows ten an hour.
	const isRecovery = readSessionNote(event, CHALLENGE, challengeNote)?.factor === 'recoveryCode';
	const way = isRecovery ? 'recovery-code' : 'second-factor';
	const guess = { way, userId: readSessionUserId(event) } as const;
	const { factor, answer } = await limitSecondFactor(event, guess, () => tryCode(event, code));
	deleteSessionNote(event, CHALLENGE);
	const { check } = createSessionClient(event);
	const { factors } = check(metChallengeAnswer, answer);
	if (!event.locals.user && factors.length < 2) refuse(400, 'factor_counted_already');

	rememberConfirmation(event, factor);
	logAuth(event, 'second_factor', { factor });
}

async function tryCode(event: RequestEvent, code: string) {
	const { id, factor } =
		readSessionNote(event, CHALLENGE, challengeNote) ?? (await createBestChallenge(event));
	const { account } = createSessionClient(event);
	const attempt = () => account.updateMFAChallenge({ challengeId: id, otp: code });
	if (factor !== 'totp') return { factor, answer: await attempt() };
	return { factor, answer: await limitToOnce(`${readSessionUserId(event)} ${code}`, attempt) };
}

/** Nobody has chosen a factor: the best one is meant, unless its code has to be sent first. */
async function createBestChallenge(event: RequestEvent) {
	const [best] = await listFactors(event);
	if (!best || isSent(best)) return refuse(400, 'code_not_sent');
	return createChallenge(event, best);
}

/**
 * Whether this user confirms by password that it is them. Signing in anew is how Appwrite compares one, and where
 * it asks for a second factor the new session would be half signed in: there a code is the way.
 */
export async function confirmsByPassword(event: RequestEvent, user: User): Promise<boolean> {
	if (!user.hasPassword || !user.email) return false;
	return !user.mfa || !(await listFactors(event)).some((factor) => factor !== 'recoveryCode');
}
