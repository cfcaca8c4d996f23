import type { RequestEvent } from '@sveltejs/kit';
import { createSessionClient } from '$lib/server/session/clients';
import { refuse } from '$lib/server/appwrite/failure';
import { logAuth } from '$lib/server/session/auth-log';
import { createRecoveryCodes } from './recovery-codes';
import { hasFactor, listOwnFactors } from './factors';

/**
 * Has Appwrite ask for a second factor at every login, and answers where to go: to the recovery codes of who had
 * none. This session counts as asked; the others of this user are half signed in from now on.
 */
export async function turnOnMfa(event: RequestEvent): Promise<string> {
	const own = await listOwnFactors(event);
	if (!hasFactor(own)) refuse(400, 'factor_missing');
	await updateMfa(event, true);
	if (own.includes('recoveryCode')) return '/account/security?notice=second-factor-on';
	await createRecoveryCodes(event, false);
	return '/account/security/recovery-codes?notice=second-factor-on';
}

export async function turnOffMfa(event: RequestEvent) {
	await updateMfa(event, false);
}

/**
 * After a factor has gone. Left on without any, Appwrite would ask nothing, until an address is verified: then
 * suddenly all devices would be half signed out.
 */
export async function turnOffMfaWithoutFactors(event: RequestEvent) {
	if (!hasFactor(await listOwnFactors(event))) await updateMfa(event, false);
}

async function updateMfa(event: RequestEvent, mfa: boolean) {
	await createSessionClient(event).account.updateMFA({ mfa });
	logAuth(event, mfa ? 'second_factor_on' : 'second_factor_off');
}
