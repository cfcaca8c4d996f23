import type { RequestEvent } from '@sveltejs/kit';
import type { AuthenticatorType } from 'node-appwrite';
import { authenticatorAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';
import { refuse } from '$lib/server/appwrite/failure';
import { logAuth } from '$lib/server/session/auth-log';
import { limitEnrolment, limitToOnce } from '$lib/server/limits/code-limiter';
import { readSessionUserId } from '$lib/server/session/session-cookie';
import {
	deleteSessionNote,
	readSessionNote,
	setSessionNote
} from '$lib/server/session/session-state';

const TOTP = 'totp' as AuthenticatorType;

/** The key of an app that is being set up: Appwrite shows it once, a page must be able to show it again. */
const ENROLMENT = 'authenticator';
const ENROLMENT_SECONDS = 15 * 60;

/** Makes the key of an authenticator app, which counts for nothing until a code of it has been shown. */
export async function startEnrolment(event: RequestEvent) {
	// Appwrite names the key after the address, and fails without one.
	if (!event.locals.user?.email) refuse(400, 'email_missing');
	const { account, check } = createSessionClient(event);
	const answer = check(authenticatorAnswer, await account.createMFAAuthenticator({ type: TOTP }));
	setSessionNote(event, ENROLMENT, answer, ENROLMENT_SECONDS);
}

/** The app that is being set up in this session; `null` if there is none, or it took too long. */
export function readEnrolment(event: RequestEvent) {
	return readSessionNote(event, ENROLMENT, authenticatorAnswer);
}

/** Takes the first code of the app, from which on it counts. */
export async function confirmEnrolment(event: RequestEvent, code: string) {
	const userId = readSessionUserId(event);
	const { account } = createSessionClient(event);
	await limitEnrolment(userId, () =>
		limitToOnce(`${userId} ${code}`, () =>
			account.updateMFAAuthenticator({ type: TOTP, otp: code })
		)
	);
	deleteSessionNote(event, ENROLMENT);
	logAuth(event, 'authenticator_added');
}

/** Appwrite wants a challenge met for it, which leads through the page for that. */
export async function removeAuthenticator(event: RequestEvent) {
	await createSessionClient(event).account.deleteMFAAuthenticator({ type: TOTP });
	logAuth(event, 'authenticator_removed');
}
