import { redirect } from '@sveltejs/kit';
import { changeEmail } from '$lib/server/contact/contact';
import { formAction } from '$lib/server/forms/form';
import { requirePassword } from '$lib/server/session/guards';
import { contactRefusals } from '$lib/server/forms/error-messages';
import { emailChangeForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requirePassword(event);
};

export const actions: Actions = {
	default: formAction(
		emailChangeForm,
		async (change, event) => {
			await changeEmail(event, requirePassword(event), change);
			redirect(303, '/account/email?notice=email-changed');
		},
		contactRefusals('email', 'This is your address already, or it belongs to another account.')
	)
};
