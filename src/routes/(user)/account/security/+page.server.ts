import { redirect } from '@sveltejs/kit';
import { removeAuthenticator, startEnrolment } from '$lib/server/second-factor/authenticator';
import { isConfirmedByChallenge } from '$lib/server/session/confirmation';
import { formAction } from '$lib/server/forms/form';
import { requireAccount, requireRecentConfirmation } from '$lib/server/session/guards';
import { turnOffMfa, turnOffMfaWithoutFactors, turnOnMfa } from '$lib/server/second-factor/mfa';
import { countRecoveryCodes, createRecoveryCodes } from '$lib/server/second-factor/recovery-codes';
import { secondFactorRefusals } from '$lib/server/forms/error-messages';
import { emptyForm } from '$lib/server/forms/schemas';
import { listFactors } from '$lib/server/second-factor/second-factor';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireAccount(event);
	const factors = await listFactors(event);
	const canCount = factors.includes('recoveryCode') && isConfirmedByChallenge(event);
	return { factors, codesLeft: canCount ? await countRecoveryCodes(event) : null };
};

export const actions: Actions = {
	setUp: change(async (event) => {
		await startEnrolment(event);
		redirect(303, '/account/security/authenticator');
	}),

	remove: change(async (event) => {
		await removeAuthenticator(event);
		await turnOffMfaWithoutFactors(event);
		redirect(303, '/account/security?notice=authenticator-removed');
	}),

	turnOn: change(async (event) => redirect(303, await turnOnMfa(event))),

	turnOff: change(async (event) => {
		await turnOffMfa(event);
		redirect(303, '/account/security?notice=second-factor-off');
	}),

	newCodes: change(async (event) => {
		const factors = await listFactors(event);
		await createRecoveryCodes(event, factors.includes('recoveryCode'));
		redirect(303, '/account/security/recovery-codes');
	})
};

/** A button that changes how one signs in. */
function change(act: (event: RequestEvent) => Promise<never>) {
	return formAction(
		emptyForm,
		(_, event) => {
			requireAccount(event);
			requireRecentConfirmation(event);
			return act(event);
		},
		secondFactorRefusals
	);
}
