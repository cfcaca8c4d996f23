import { redirect, type RequestEvent } from '@sveltejs/kit';
import { confirmedAction } from '$lib/server/forms/confirmed-action';
import { formAction } from '$lib/server/forms/form';
import { requireAccount, requireRecentConfirmation } from '$lib/server/session/guards';
import { changePassword } from './password.server';
import { passwordChangeRefusals } from '$lib/server/forms/error-messages';
import { passwordChangeForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireOwner(event);
};

export const actions: Actions = {
	default: confirmedAction(
		formAction(
			passwordChangeForm,
			async (change, event) => {
				const isOnlyHere = await changePassword(event, requireOwner(event), change);
				const notice = isOnlyHere ? 'password-changed' : 'password-changed-here';
				redirect(303, `/account/password?notice=${notice}`);
			},
			passwordChangeRefusals
		)
	)
};

/** The signed-in user, who has an account and has shown lately that it is theirs. */
function requireOwner(event: RequestEvent) {
	requireAccount(event);
	return requireRecentConfirmation(event);
}
