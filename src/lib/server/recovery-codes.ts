import type { RequestEvent } from '@sveltejs/kit';
import { recoveryCodesAnswer } from './answers';
import { createSessionClient } from './appwrite';
import { log } from './log';
import { listFactors } from './second-factor';
import { deleteSessionNote, readSessionNote, setSessionNote } from './session-notes';

/** New codes on their way from the form to the page that shows them. */
const NEW_CODES = 'recovery-codes';
const NEW_CODES_SECONDS = 5 * 60;

/** Makes six codes, in place of those there are: for that, Appwrite wants a challenge met. */
export async function createRecoveryCodes(event: RequestEvent) {
	const { account, check } = createSessionClient(event);
	const isFirst = !(await listFactors(event)).includes('recoveryCode');
	const answer = isFirst
		? await account.createMFARecoveryCodes()
		: await account.updateMFARecoveryCodes();
	setSessionNote(event, NEW_CODES, check(recoveryCodesAnswer, answer), NEW_CODES_SECONDS);
	const userId = event.locals.user?.id;
	log.info('recovery_codes_created', { id: event.locals.requestId, userId });
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
