import type { RequestEvent } from '@sveltejs/kit';
import type { AuthenticationFactor } from 'node-appwrite';
import * as v from 'valibot';
import { FACTORS, isSent, type Factor } from '$lib/factors';
import type { User } from '$lib/user';
import { challengeAnswer, metChallengeAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';
import { refuse } from '$lib/server/appwrite/failure';
import { rememberConfirmation } from '$lib/server/session/confirmation';
import { logAuth } from '$lib/server/session/auth-log';
import { limitSecondFactor, limitToOnce } from '$lib/server/limits/code-limiter';
import { limitSecondFactorMail } from '$lib/server/limits/rate-limiter';
import { readSessionUserId } from '$lib/server/session/session-cookie';
import { welcomeAfterSecondFactor } from '$lib/server/ways-in/review';
import {
	deleteSessionNote,
	readSessionNote,
	setSessionNote
} from '$lib/server/session/session-state';
import { hasFactor, listFactors, listOwnFactors } from './factors';

/** The challenge that this session has to meet; as long as its mail says that the code is good for. */
const CHALLENGE = 'challenge';
const CHALLENGE_SECONDS = 15 * 60;
const challengeNote = v.object({ id: v.string(), factor: v.picklist(FACTORS) });

type Challenge = v.InferOutput<typeof challengeNote>;

/** For the page that asks for a code: which factors there are, which one is asked for, whether it was sent. */
export async function loadSecondFactor(event: RequestEvent) {
	const factors = await listFactors(event);
	const open = readChallenge(event, factors);
	if (!open) return { factors, factor: factors[0], isSent: false };
	return { factors, factor: open.factor, isSent: isSent(open.factor) };
}

/** The challenge that was begun, unless its factor is offered no more: a better one may have been set up meanwhile. */
function readChallenge(event: RequestEvent, factors: Factor[]) {
	const open = readSessionNote(event, CHALLENGE, challengeNote);
	return open && factors.includes(open.factor) ? open : null;
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
	const factors = await listFactors(event);
	const open = readChallenge(event, factors);
	// Counted for the user, who can have one challenge after the other, and before one is made: Appwrite allows ten an hour.
	const way = open?.factor === 'recoveryCode' ? 'recovery-code' : 'second-factor';
	const guess = { way, userId: readSessionUserId(event) } as const;
	const { factor, answer } = await limitSecondFactor(event, guess, async () =>
		tryCode(event, open ?? (await createBestChallenge(event, factors)), code)
	);
	deleteSessionNote(event, CHALLENGE);
	const { check } = createSessionClient(event);
	const { factors: shown } = check(metChallengeAnswer, answer);
	if (!event.locals.user && shown.length < 2) refuse(400, 'factor_counted_already');

	rememberConfirmation(event, factor);
	logAuth(event, 'second_factor', { factor });
	if (!event.locals.user) await welcomeAfterSecondFactor(event);
}

async function tryCode(event: RequestEvent, { id, factor }: Challenge, code: string) {
	const { account } = createSessionClient(event);
	const attempt = () => account.updateMFAChallenge({ challengeId: id, otp: code });
	if (factor !== 'totp') return { factor, answer: await attempt() };
	return { factor, answer: await limitToOnce(`${readSessionUserId(event)} ${code}`, attempt) };
}

/** Nobody has chosen a factor: the best one is meant, unless its code has to be sent first. */
async function createBestChallenge(event: RequestEvent, [best]: Factor[]) {
	if (!best || isSent(best)) return refuse(400, 'code_not_sent');
	return createChallenge(event, best);
}

/**
 * Whether this user confirms by password that it is them. Signing in anew is how Appwrite compares one, and where
 * it asks for a second factor the new session would be half signed in: there a code is the way.
 */
export async function confirmsByPassword(event: RequestEvent, user: User): Promise<boolean> {
	if (!user.hasPassword || !user.email) return false;
	return !user.mfa || !hasFactor(await listOwnFactors(event));
}
