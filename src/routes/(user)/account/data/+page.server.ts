import { redirect } from '@sveltejs/kit';
import { deleteAccount, hasPasswordToCheck } from './deletion.server';
import { confirmedAction } from '$lib/server/forms/confirmed-action';
import { formAction } from '$lib/server/forms/form';
import { requireRecentConfirmation } from '$lib/server/session/guards';
import { passwordRefusals } from '$lib/server/forms/error-messages';
import { deletionForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const user = requireRecentConfirmation(event);
	return { asksPassword: hasPasswordToCheck(user) };
};

export const actions: Actions = {
	default: confirmedAction(
		formAction(
			deletionForm,
			async ({ password }, event) => {
				await deleteAccount(event, requireRecentConfirmation(event), password);
				redirect(303, '/?notice=account-deleted');
			},
			passwordRefusals
		)
	)
};
