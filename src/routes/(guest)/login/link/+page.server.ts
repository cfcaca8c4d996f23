import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { sendLoginLink, sentLoginToken } from '$lib/server/passwordless/login-token';
import { emailForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { sent: sentLoginToken(event, 'login-link') };
};

export const actions: Actions = {
	default: formAction(emailForm, async ({ email }, event) => {
		requireGuest(event);
		await sendLoginLink(event, email);
		redirect(303, keepRedirectTo('/login/link', event.url));
	})
};
