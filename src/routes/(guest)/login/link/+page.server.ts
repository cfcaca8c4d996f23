import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/form';
import { requireGuest } from '$lib/server/guards';
import { sendLoginLink, sentLoginToken } from '$lib/server/login-token';
import { emailForm } from '$lib/server/schemas';
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
