import { redirect } from '@sveltejs/kit';
import { changePhone } from '$lib/server/contact';
import { formAction } from '$lib/server/form';
import { requireAccount, requirePassword } from '$lib/server/guards';
import { contactRefusals } from '$lib/server/refusals';
import { phoneChangeForm } from '$lib/server/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireAccount(event);
};

export const actions: Actions = {
	default: formAction(
		phoneChangeForm,
		async (change, event) => {
			await changePhone(event, requirePassword(event), change);
			redirect(303, '/account/phone/code?notice=phone-changed');
		},
		contactRefusals('phone', 'This number belongs to another account.')
	)
};
