import type { RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { refuse } from '$lib/server/appwrite/failure';
import { createGuestClient, createSessionClient } from '$lib/server/session/clients';
import { limitLinks, limitResend } from '$lib/server/limits/rate-limiter';
import { logAuth } from '$lib/server/session/auth-log';
import { log } from '$lib/server/operations/log';
import { addPurpose, readPurpose } from '$lib/server/mailed-links/link-purpose';
import type { MailedLink } from '$lib/server/mailed-links/mailed-link';
import { readSessionUserId } from '$lib/server/session/session-cookie';

/** Has a link mailed to the address of the signed-in user, which is `email`. */
export async function sendVerification(event: RequestEvent, email: string) {
	const page = event.url.origin + keepRedirectTo('/verify-email', event.url);
	const { account } = createSessionClient(event);
	const userId = readSessionUserId(event);
	const url = await addPurpose(page, {
		purpose: 'verification',
		email: email.toLowerCase(),
		userId
	});
	await limitResend(event, email, () => account.createEmailVerification({ url }));
	// Who has just signed up is nobody yet for this request, but Appwrite has taken their session for one.
	logAuth(event, 'verification_requested', { userId });
}

/**
 * The same without waiting for it: what the person came for is done, and neither a slow mail nor a failed one may
 * take it back. Every page offers another mail until the address is confirmed.
 */
export function sendVerificationAside(event: RequestEvent, email: string) {
	sendVerification(event, email).catch(() => {
		log.warn('verification_not_sent', { id: event.locals.requestId });
	});
}

/**
 * Confirms the address that the link was mailed to, which must be that of the signed-in user: Appwrite would confirm
 * whatever address the user of the link has by now. Answers the address. A key has no right to.
 */
export async function verifyEmail(event: RequestEvent, link: MailedLink): Promise<string> {
	const { user } = event.locals;
	if (user?.id !== link.userId) refuse(403, 'link_of_other_user');
	const made = await readPurpose(link, 'verification');
	if (!made || made.email !== user.email.toLowerCase()) return refuse(401, 'user_invalid_token');
	const { account } = createGuestClient(event);
	const { userId, secret } = link;
	await limitLinks(event, () => account.updateEmailVerification({ userId, secret }));
	logAuth(event, 'email_verified', { userId });
	return made.email;
}
