import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { keepRedirectTo } from '$lib/redirect-to';
import { ID } from '$lib/server/appwrite/services';
import { createAdminClient, createGuestClient } from '$lib/server/session/clients';
import { AppwriteFailure, refuse } from '$lib/server/appwrite/failure';
import { pseudonym } from '$lib/server/operations/derived-key';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';
import { nextGeneration } from '$lib/server/limits/generation';
import { rememberMailboxReset } from '$lib/server/limits/mailbox-reset';
import { rememberBox } from '$lib/server/limits/known-browser';
import { atLeast } from '$lib/server/web/constant-time';
import { logAuth } from '$lib/server/session/auth-log';
import { closeMailedLink, readMailedLink } from '$lib/server/mailed-links/mailed-link';
import { refusePersonalPassword } from '$lib/server/forms/personal-password';
import { forgiveLogins, limitLinks, limitMail } from '$lib/server/limits/rate-limiter';

/** The cookie with the link that was opened. */
export const RECOVERY_LINK = 'recovery-link';
/** The cookie with the address that a link was mailed to, and for how long: as long as the link is good for. */
const ADDRESS = 'recovery-address';
const ADDRESS_SECONDS = 3600;

/** `owner` is whose address it is, or nobody's, of the same length. */
const asked = v.object({ email: v.string(), owner: v.string() });

/**
 * Has a link mailed by which the owner of the address may choose a new password. Nothing tells whether there is one.
 * By the key, as Appwrite allows all guests of this server together ten of them an hour.
 */
export async function requestRecovery(event: RequestEvent, email: string) {
	const url = event.url.origin + keepRedirectTo('/reset-password', event.url);
	const { account } = createAdminClient(event);
	const request = () => account.createRecovery({ email, url }).catch(ignoreUnknown);
	const token = await limitMail(event, email, () => atLeast(request()));
	const owner = pseudonym(token?.userId ?? ID.unique());
	setFlowCookie(event, ADDRESS, { email, owner }, ADDRESS_SECONDS);
	logAuth(event, 'recovery_requested', { account: email });
}

/** The address that this browser has asked for; in another one nothing is known of it. */
export function recoveryAddress(event: RequestEvent): string | null {
	return readFlowCookie(event, ADDRESS, asked)?.email ?? null;
}

/**
 * Sets the password for whoever the link was mailed to. Nobody is signed in by it, as a second factor still counts.
 * Answers whether all of their devices are signed out.
 */
export async function resetPassword(event: RequestEvent, password: string): Promise<boolean> {
	const link = readMailedLink(event, RECOVERY_LINK) ?? refuse(400, 'user_invalid_token');
	const from = readFlowCookie(event, ADDRESS, asked);
	refusePersonalPassword(password, from?.email ?? '');
	const { account } = createGuestClient(event);
	await limitLinks(event, () => account.updateRecovery({ ...link, password }));
	await rememberMailboxReset(link.userId);
	closeMailedLink(event, RECOVERY_LINK, link);
	deleteFlowCookie(event, ADDRESS);
	await nextGeneration(link.userId);
	// A link that was opened in another browser than it was asked for in does not say where it was mailed to.
	if (from?.owner === pseudonym(link.userId)) {
		await nextGeneration(from.email);
		await forgiveLogins(event, from.email);
		await rememberBox(event, { userId: link.userId, address: from.email });
	}
	logAuth(event, 'password_reset', { userId: link.userId });
	return endAllSessions(event, link.userId);
}

/** Appwrite does it after a reset only where the project asks for it. */
async function endAllSessions(event: RequestEvent, userId: string): Promise<boolean> {
	try {
		await createAdminClient(event).users.deleteSessions({ userId });
		return true;
	} catch {
		// The password is changed, which must not be told as a failure.
		return false;
	}
}

function ignoreUnknown(thrown: unknown): undefined {
	const isUnknown =
		thrown instanceof AppwriteFailure &&
		thrown.failure.kind === 'refused' &&
		['user_not_found', 'user_blocked'].includes(thrown.failure.type);
	if (!isUnknown) throw thrown;
}
