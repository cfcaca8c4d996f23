import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/form';
import { requireGuest } from '$lib/server/guards';
import { sendLoginToken, sentLoginToken } from '$lib/server/login-token';
import { emailForm } from '$lib/server/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { sent: sentLoginToken(event, 'login-link') };
};

export const actions: Actions = {
	default: formAction(emailForm, async ({ email }, event) => {
		requireGuest(event);
		const url = event.url.origin + keepRedirectTo('/login/link/confirm', event.url);
		await sendLoginToken(event, 'login-link', email, (account, userId) =>
			account.createMagicURLToken({ userId, email, url, phrase: true })
		);
		redirect(303, keepRedirectTo('/login/link', event.url));
	})
};
