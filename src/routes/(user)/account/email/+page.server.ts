import { SIGNUP_CONFIRM } from '$app/env/private';
import { redirect } from '@sveltejs/kit';
import { changeEmail } from '$lib/server/contact/contact';
import { confirmedAction } from '$lib/server/forms/confirmed-action';
import { formAction } from '$lib/server/forms/form';
import { requirePassword, requireRecentConfirmation } from '$lib/server/session/guards';
import { contactRefusals } from '$lib/server/forms/error-messages';
import { emailChangeForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireRecentConfirmation(event);
	requirePassword(event);
	return { hidesTaken: SIGNUP_CONFIRM };
};

export const actions: Actions = {
	default: confirmedAction(
		formAction(
			emailChangeForm,
			async (change, event) => {
				await changeEmail(event, requirePassword(event), change);
				const notice = SIGNUP_CONFIRM ? 'email-asked' : 'email-changed';
				redirect(303, `/account/email?notice=${notice}`);
			},
			contactRefusals('email', 'This address belongs to another account.')
		)
	)
};
