import { redirect } from '@sveltejs/kit';
import { changePhone } from '$lib/server/contact/contact';
import { confirmedAction } from '$lib/server/forms/confirmed-action';
import { formAction } from '$lib/server/forms/form';
import {
	requireAccount,
	requirePassword,
	requireRecentConfirmation
} from '$lib/server/session/guards';
import { contactRefusals } from '$lib/server/forms/error-messages';
import { phoneChangeForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireAccount(event);
	requireRecentConfirmation(event);
};

export const actions: Actions = {
	default: confirmedAction(
		formAction(
			phoneChangeForm,
			async (change, event) => {
				await changePhone(event, requirePassword(event), change);
				redirect(303, '/account/phone/code?notice=phone-changed');
			},
			contactRefusals('phone', 'This number belongs to another account.')
		)
	)
};
