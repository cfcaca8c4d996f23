import type { RequestEvent } from '@sveltejs/kit';
import { recoveryCodesAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';
import { logAuth } from '$lib/server/session/auth-log';
import {
	deleteSessionNote,
	readSessionNote,
	setSessionNote
} from '$lib/server/session/session-state';

/** New codes on their way from the form to the page that shows them. */
const NEW_CODES = 'recovery-codes';
const NEW_CODES_SECONDS = 5 * 60;

/** Makes six codes. In place of others, Appwrite wants a challenge met for it. */
export async function createRecoveryCodes(event: RequestEvent, hasOthers: boolean) {
	const { account, check } = createSessionClient(event);
	const answer = hasOthers
		? await account.updateMFARecoveryCodes()
		: await account.createMFARecoveryCodes();
	setSessionNote(event, NEW_CODES, check(recoveryCodesAnswer, answer), NEW_CODES_SECONDS);
	logAuth(event, 'recovery_codes_created');
}

/** The codes that have just been made: to be shown now and never again. */
export function takeNewRecoveryCodes(event: RequestEvent): string[] | null {
	const note = readSessionNote(event, NEW_CODES, recoveryCodesAnswer);
	deleteSessionNote(event, NEW_CODES);
	return note?.recoveryCodes ?? null;
}

/** How many are left; only for who has met a challenge lately, as Appwrite shows the codes themselves for it. */
export async function countRecoveryCodes(event: RequestEvent): Promise<number> {
	const { account, check } = createSessionClient(event);
	const answer = check(recoveryCodesAnswer, await account.getMFARecoveryCodes());
	return answer.recoveryCodes.length;
}
