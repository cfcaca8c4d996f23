import { redirect } from '@sveltejs/kit';
import type { Factor } from '$lib/factors';
import { removeAuthenticator, startEnrolment } from '$lib/server/second-factor/authenticator';
import { isConfirmedByChallenge } from '$lib/server/session/confirmation';
import { formAction } from '$lib/server/forms/form';
import { requireAccount } from '$lib/server/session/guards';
import { turnOffMfa, turnOffMfaWithoutFactors, turnOnMfa } from '$lib/server/second-factor/mfa';
import { countRecoveryCodes, createRecoveryCodes } from '$lib/server/second-factor/recovery-codes';
import { secondFactorRefusals } from '$lib/server/forms/error-messages';
import { emptyForm } from '$lib/server/forms/schemas';
import {
	hasShownStrongest,
	listOwnFactors,
	offeredAtLogin,
	requireStrongestFactor,
	strongest
} from '$lib/server/second-factor/factors';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = requireAccount(event);
	const factors = await listOwnFactors(event);
	const mayCount = isConfirmedByChallenge(event) && hasShownStrongest(event, user, factors);
	return {
		factors,
		offered: offeredAtLogin(factors),
		isMailboxEnough: user.mfa && strongest(factors)[0] === 'email',
		codesLeft: mayCount && factors.includes('recoveryCode') ? await countRecoveryCodes(event) : null
	};
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

	newCodes: change(async (event, factors) => {
		await createRecoveryCodes(event, factors.includes('recoveryCode'));
		redirect(303, '/account/security/recovery-codes');
	})
};

/** A button that changes how the user signs in; `act` is given the second factors that they have. */
function change(act: (event: RequestEvent, factors: Factor[]) => Promise<never>) {
	return formAction(
		emptyForm,
		async (_, event) => {
			requireAccount(event);
			return act(event, await requireStrongestFactor(event));
		},
		secondFactorRefusals
	);
}
