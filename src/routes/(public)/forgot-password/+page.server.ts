import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { requestRecovery } from '$lib/server/recovery/recovery';
import { emailForm } from '$lib/server/forms/schemas';
import type { Actions } from './$types';

export const actions: Actions = {
	default: formAction(emailForm, async ({ email }, event) => {
		await requestRecovery(event, email);
		redirect(303, keepRedirectTo('/forgot-password?notice=recovery-sent', event.url));
	})
};
