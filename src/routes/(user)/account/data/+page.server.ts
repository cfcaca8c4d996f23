import { redirect } from '@sveltejs/kit';
import { deleteAccount, hasPasswordToCheck } from '$lib/server/account-deletion';
import { formAction } from '$lib/server/form';
import { requireUser } from '$lib/server/guards';
import { passwordRefusals } from '$lib/server/refusals';
import { deletionForm } from '$lib/server/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const user = requireUser(event);
	return { asksPassword: hasPasswordToCheck(user) };
};

export const actions: Actions = {
	default: formAction(
		deletionForm,
		async ({ password }, event) => {
			await deleteAccount(event, requireUser(event), password);
			redirect(303, '/?notice=account-deleted');
		},
		passwordRefusals
	)
};
