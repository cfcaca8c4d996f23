import { redirect, type RequestEvent } from '@sveltejs/kit';
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
	default: formAction(
		passwordChangeForm,
		async (change, event) => {
			const isOnlyHere = await changePassword(event, requireOwner(event), change);
			const notice = isOnlyHere ? 'password-changed' : 'password-changed-here';
			redirect(303, `/account/password?notice=${notice}`);
		},
		passwordChangeRefusals
	)
};

/** The current password shows who they are; a first one has none to ask for. */
function requireOwner(event: RequestEvent) {
	const user = requireAccount(event);
	return user.hasPassword ? user : requireRecentConfirmation(event);
}
