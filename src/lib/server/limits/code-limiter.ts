import type { RequestEvent } from '@sveltejs/kit';
import { refuse } from '$lib/server/appwrite/failure';
import { cameToNothing, countGuess, isRefused, type Use } from './attempt';
import { Counter } from './counter';
import { hasSignedInBefore, knownDevice } from './known-browser';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Codes are short, so that guesses at them are counted in several ways: how many, in how many seconds.
const codes = new Counter('code', {
	points: 5,
	duration: 15 * MINUTE,
	blockDuration: 15 * MINUTE
});
const codesAnHour = new Counter('code-hour', { points: 20, duration: HOUR });
const codesADay = new Counter('code-day', { points: 50, duration: DAY });
/** Longer than a code of an app is good for, however far the clocks are apart. */
const usedCodes = new Counter('used-code', { points: 1, duration: 2 * MINUTE });

/**
 * Tries a code that was mailed or texted to `to`, for the browser that asked for it, or a stranger's wrong codes would
 * keep the owner out at once; and for all browsers of strangers together, as each mail may go to another one. A box gets
 * up to nine codes an hour (`limitMail`), each good for 15 minutes: 50 guesses a day meet at most 9 live codes of 10^6,
 * which is one hit in 2,200 days.
 */
export async function limitLoginCodes<T>(
	event: RequestEvent,
	{ to, browser }: { to: string; browser: string },
	attempt: () => Promise<T>
) {
	const all = `${(await knownDevice(event, to)) ? 'known' : 'unknown'} ${to}`;
	const uses: Use[] = [
		[codes, `${to} ${browser}`],
		[codesAnHour, all],
		[codesADay, all]
	];
	return countGuess(uses, attempt);
}

/** Ways to show a second factor that are counted apart: who uses up the one leaves the other open. */
export type SecondFactorWay = 'second-factor' | 'recovery-code';

/**
 * Tries a second factor of the user: five wrong ones, then a pause, however often a challenge is begun, and 50 a day,
 * which meets one code of 10^6 in 20,000 days. Whoever knows the password can use up the guesses of strangers, but not
 * those of the browsers in which the owner has signed in with both factors.
 */
export async function limitSecondFactor<T>(
	event: RequestEvent,
	{ way, userId }: { way: SecondFactorWay; userId: string },
	attempt: () => Promise<T>
) {
	const isKnown = await hasSignedInBefore(event, userId);
	const key = `${isKnown ? 'known' : 'unknown'} ${way} ${userId}`;
	const uses: Use[] = [
		[codes, key],
		[codesADay, key]
	];
	return countGuess(uses, attempt);
}

/** Tries the first code of an authenticator app that this user sets up. */
export function limitEnrolment<T>(userId: string, attempt: () => Promise<T>) {
	return countGuess([[codes, `enrolment ${userId}`]], attempt);
}

/** Tries a code that was texted to the number of this user; for the number too, which many users may try to claim. */
export function limitPhoneCodes<T>(
	{ id, phone }: { id: string; phone: string },
	attempt: () => Promise<T>
) {
	const uses: Use[] = [
		[codes, `phone ${id}`],
		[codesADay, `phone ${id}`],
		[codesADay, `phone ${phone}`]
	];
	return countGuess(uses, attempt);
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
		// Where the answer got lost, Appwrite may have taken the code.
		if (cameToNothing(thrown) || isRefused(thrown)) await usedCodes.clear(key);
		throw thrown;
	}
}
