import { SIGNUP_CONFIRM } from '$app/env/private';
import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { User } from '$lib/user';
import { tokenAnswer } from '$lib/server/appwrite/responses';
import { createAdminClient, createSessionClient } from '$lib/server/session/clients';
import { refuse } from '$lib/server/appwrite/failure';
import { isRefused } from '$lib/server/limits/attempt';
import { logAuth } from '$lib/server/session/auth-log';
import { limitPhoneCodes } from '$lib/server/limits/code-limiter';
import { nextGeneration } from '$lib/server/limits/generation';
import { forgetOtherDevices, rememberUser } from '$lib/server/limits/known-browser';
import { atLeast } from '$lib/server/web/constant-time';
import { log } from '$lib/server/operations/log';
import { mailOwnerAside } from '$lib/server/passwordless/login-token';
import { isSentCode, markSentCode } from '$lib/server/passwordless/sent-code';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';
import { limitContactChanges, limitLogin, limitResend } from '$lib/server/limits/rate-limiter';
import { sendVerificationAside } from '$lib/server/verification/verification';

/** How Appwrite says that an address is another account's: its own, that of a provider, or one that gets its mail. */
const TAKEN = ['general_bad_request', 'user_email_already_exists', 'user_target_already_exists'];

/**
 * Changes the address at once, as Appwrite does, which mails nothing to the old one. `password` is the current
 * one; Appwrite counts no attempts at it here. Where nobody may learn who has an account (SIGNUP_CONFIRM), a taken
 * address ends in the same way and in the same time as a free one: nothing is changed, and its owner is mailed.
 */
export async function changeEmail(
	event: RequestEvent,
	user: User,
	change: { email: string; password: string }
) {
	if (change.email === user.email) refuse(409, 'email_unchanged');
	const { account } = createSessionClient(event);
	const update = () => limitContactChanges(user.id, () => account.updateEmail(change));
	const isChanged = await limitLogin(event, user.email || user.id, () =>
		SIGNUP_CONFIRM ? atLeast(succeedIfTaken(update())) : update().then(() => true)
	);
	if (!isChanged) return standStill(event, user, change.email);

	await nextGeneration(user.email, change.email);
	await forgetOtherDevices(event, { ...user, email: change.email, emailVerified: false });
	logAuth(event, 'email_changed');
	sendVerificationAside(event, change.email);
}

/** Whether the address was changed; any refusal that says nothing of other accounts is still one. */
function succeedIfTaken(update: Promise<unknown>): Promise<boolean> {
	return update.then(
		() => true,
		(thrown) => {
			if (TAKEN.some((type) => isRefused(thrown, type))) return false;
			throw thrown;
		}
	);
}

/** What a change does in this browser, without one. */
async function standStill(event: RequestEvent, user: User, taken: string) {
	await rememberUser(event, user);
	const reason = 'user_target_already_exists';
	logAuth(event, 'attempt_refused', { route: event.route.id ?? undefined, reason }, 'refused');
	mailOwnerAside(event, taken);
}

/** The cookie of a browser that a code was sent for, and for how long: as long as the code is good for, in seconds. */
const SENT = 'phone-code';
const SENT_SECONDS = 3600;

const sentCode = v.object({ userId: v.string(), phone: v.string(), code: v.string() });

/** Changes the number and sends it a code; if that fails, the page offers another one. */
export async function changePhone(
	event: RequestEvent,
	user: User,
	change: { phone: string; password: string }
) {
	const { account } = createSessionClient(event);
	await limitLogin(event, user.email || user.id, () =>
		limitContactChanges(user.id, () => account.updatePhone(change))
	);
	await nextGeneration(user.phone, change.phone);
	await forgetOtherDevices(event, { ...user, phone: change.phone, phoneVerified: false });
	logAuth(event, 'phone_changed');
	await sendPhoneCode(event, user.id, change.phone).catch(() => {
		log.warn('phone_code_not_sent', { id: event.locals.requestId });
	});
}

/**
 * Has a code sent to `phone`, the number of the signed-in user. By the key, which Appwrite shows the code: only this
 * browser can confirm the number with it, and with no other code that the user was sent.
 */
export async function sendPhoneCode(event: RequestEvent, userId: string, phone: string) {
	const { account, check } = createAdminClient(event);
	const send = () => account.createPhoneToken({ userId, phone });
	const token = check(tokenAnswer, await limitResend(event, phone, send));
	// Another user has the number by now.
	if (token.userId !== userId) refuse(409, 'user_phone_already_exists');
	const code = markSentCode(phone, token.secret);
	setFlowCookie(event, SENT, { userId, phone, code }, SENT_SECONDS);
}

/** Takes the code that was sent to the number that the user has, and no other: Appwrite would. */
export async function verifyPhone(event: RequestEvent, user: User, code: string) {
	const { account } = createSessionClient(event);
	const sent = readFlowCookie(event, SENT, sentCode);
	const isForUser = sent?.userId === user.id && sent.phone === user.phone;
	if (!isForUser) return refuse(401, 'user_invalid_token');
	await limitPhoneCodes(user, async () => {
		if (!isSentCode(user.phone, code, sent.code)) refuse(401, 'user_invalid_token');
		await account.updatePhoneVerification({ userId: user.id, secret: code });
	});
	deleteFlowCookie(event, SENT);
	logAuth(event, 'phone_verified');
}
