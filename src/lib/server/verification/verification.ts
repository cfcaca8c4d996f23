import type { RequestEvent } from '@sveltejs/kit';
import { createGuestClient, createSessionClient } from '$lib/server/session/clients';
import { limitLinks, limitResend } from '$lib/server/limits/rate-limiter';
import { logAuth } from '$lib/server/session/auth-log';
import { log } from '$lib/server/operations/log';
import type { MailedLink } from '$lib/server/mailed-links/mailed-link';
import { readSessionUserId } from '$lib/server/session/session-cookie';

/** Has a link mailed to the address of the signed-in user, which is `email`. */
export async function sendVerification(event: RequestEvent, email: string) {
	const url = `${event.url.origin}/verify-email`;
	const { account } = createSessionClient(event);
	await limitResend(event, email, () => account.createEmailVerification({ url }));
	// Who has just signed up is nobody yet for this request, but Appwrite has taken their session for one.
	logAuth(event, 'verification_requested', { userId: readSessionUserId(event) });
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

/** Confirms the address that the link was mailed to, whoever is signed in here. A key has no right to. */
export async function verifyEmail(event: RequestEvent, link: MailedLink) {
	const { account } = createGuestClient(event);
	await limitLinks(event, () => account.updateEmailVerification(link));
	logAuth(event, 'email_verified', { userId: link.userId });
}
