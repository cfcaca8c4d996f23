import type { RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { createSessionClient } from './appwrite';
import { limitPhoneCodes } from './code-limiter';
import { limitLogin, limitResend } from './rate-limiter';
import { logAuth } from './auth-log';
import { log } from './log';
import { sendVerificationAside } from './verification';

/**
 * Changes the address at once, as Appwrite does, which mails nothing to the old one. `password` is the current
 * one; Appwrite counts no attempts at it here.
 */
export async function changeEmail(
	event: RequestEvent,
	user: User,
	change: { email: string; password: string }
) {
	const { account } = createSessionClient(event);
	await limitLogin(event, user.email || user.id, () => account.updateEmail(change));
	logAuth(event, 'email_changed');
	sendVerificationAside(event, change.email);
}

/** Changes the number and sends it a code; if that fails, the page offers another one. */
export async function changePhone(
	event: RequestEvent,
	user: User,
	change: { phone: string; password: string }
) {
	const { account } = createSessionClient(event);
	await limitLogin(event, user.email || user.id, () => account.updatePhone(change));
	logAuth(event, 'phone_changed');
	sendPhoneCode(event, change.phone).catch(() => {
		log.warn('phone_code_not_sent', { id: event.locals.requestId });
	});
}

/** Has a code sent to the number of the signed-in user, which is `phone`. */
export async function sendPhoneCode(event: RequestEvent, phone: string) {
	const { account } = createSessionClient(event);
	await limitResend(event, phone, () => account.createPhoneVerification());
}

export async function verifyPhone(event: RequestEvent, user: User, code: string) {
	const { account } = createSessionClient(event);
	const guess = { userId: user.id, secret: code };
	await limitPhoneCodes(user, () => account.updatePhoneVerification(guess));
	logAuth(event, 'phone_verified');
}
