import { redirect, type RequestEvent } from '@sveltejs/kit';
import { changePhone } from '$lib/server/contact/contact';
import { confirmedAction } from '$lib/server/forms/confirmed-action';
import { formAction } from '$lib/server/forms/form';
import {
	requireAccount,
	requirePassword,
	requireRecentConfirmation,
	requireVerified
} from '$lib/server/session/guards';
import { contactRefusals } from '$lib/server/forms/error-messages';
import { phoneChangeForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireOwner(event);
	requireRecentConfirmation(event);
};

export const actions: Actions = {
	default: confirmedAction(
		formAction(
			phoneChangeForm,
			async (change, event) => {
				requireOwner(event);
				await changePhone(event, requirePassword(event), change);
				redirect(303, '/account/phone/code?notice=phone-changed');
			},
			contactRefusals('phone', 'This number belongs to another account.')
		)
	)
};

/** Whoever has no address can always correct the number, which is not another way in but the only one. */
function requireOwner(event: RequestEvent) {
	if (requireAccount(event).email) requireVerified(event);
}
