import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { keepRedirectTo } from '$lib/redirect-to';
import { createAdminClient, createGuestClient } from '$lib/server/session/clients';
import { AppwriteFailure, refuse } from '$lib/server/appwrite/failure';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';
import { nextGeneration } from '$lib/server/limits/generation';
import { rememberMailboxReset } from '$lib/server/limits/mailbox-reset';
import { rememberBox } from '$lib/server/limits/known-browser';
import { atLeast } from '$lib/server/web/constant-time';
import { logAuth } from '$lib/server/session/auth-log';
import { readSessionUserId } from '$lib/server/session/session-cookie';
import { welcomeOwner } from '$lib/server/ways-in/review';
import { addPurpose, readPurpose } from '$lib/server/mailed-links/link-purpose';
import { closeMailedLink, readMailedLink } from '$lib/server/mailed-links/mailed-link';
import { refusePersonalPassword } from '$lib/server/forms/personal-password';
import { forgiveLogins, limitLinks, limitMail } from '$lib/server/limits/rate-limiter';

/** The cookie with the link that was opened. */
export const RECOVERY_LINK = 'recovery-link';
/** The cookie with the address that a link was mailed to, and for how long: as long as the link is good for. */
const ADDRESS = 'recovery-address';
const ADDRESS_SECONDS = 3600;

/** The cookie of a browser in which the owner of an address has chosen a new password, until they log in with it. */
const CHOSEN = 'recovery-chosen';

const asked = v.object({ email: v.string() });
const chosen = v.object({ userId: v.string(), email: v.string() });

/**
 * Has a link mailed by which the owner of the address may choose a new password. Nothing tells whether there is one.
 * By the key, as Appwrite allows all guests of this server together ten of them an hour.
 */
export async function requestRecovery(event: RequestEvent, email: string) {
	const page = event.url.origin + keepRedirectTo('/reset-password', event.url);
	const url = await addPurpose(page, { purpose: 'recovery', email });
	const { account } = createAdminClient(event);
	const request = () => account.createRecovery({ email, url }).catch(ignoreUnknown);
	await limitMail(event, email, () => atLeast(request()));
	setFlowCookie(event, ADDRESS, { email }, ADDRESS_SECONDS);
	logAuth(event, 'recovery_requested', { account: email });
}

/** The address that this browser has asked for; in another one nothing is known of it. */
export function recoveryAddress(event: RequestEvent): string | null {
	return readFlowCookie(event, ADDRESS, asked)?.email ?? null;
}

/**
 * Sets the password for whoever the link was mailed to. Nobody is signed in by it, as a second factor still counts.
 * All other links end, and so do all sessions; answers whether that came true.
 */
export async function resetPassword(event: RequestEvent, password: string): Promise<boolean> {
	const link = readMailedLink(event, RECOVERY_LINK) ?? refuse(400, 'user_invalid_token');
	const { email } = (await readPurpose(link, 'recovery')) ?? refuse(401, 'user_invalid_token');
	refusePersonalPassword(password, email);
	const { account } = createGuestClient(event);
	const { userId, secret } = link;
	await limitLinks(event, () => account.updateRecovery({ userId, secret, password }));
	await rememberMailboxReset(userId);
	closeMailedLink(event, RECOVERY_LINK, link);
	deleteFlowCookie(event, ADDRESS);
	setFlowCookie(event, CHOSEN, { userId, email }, ADDRESS_SECONDS);
	await nextGeneration(userId, email);
	await forgiveLogins(event, email);
	await rememberBox(event, { userId, address: email });
	logAuth(event, 'password_reset', { userId });
	return endAllSessions(event, userId);
}

/** After a login with the password that was chosen by a link in this browser: the person reads the account's mail. */
export async function welcomeAfterRecovery(event: RequestEvent) {
	const done = readFlowCookie(event, CHOSEN, chosen);
	if (!done || done.userId !== readSessionUserId(event)) return;
	deleteFlowCookie(event, CHOSEN);
	await welcomeOwner(event, { mailbox: done.email });
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
