import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { redeemCode, sendLoginToken, sentLoginToken } from '$lib/server/passwordless/login-token';
import { codeRefusals } from '$lib/server/forms/error-messages';
import { codeForm, emailForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { sent: sentLoginToken(event, 'login-code') };
};

export const actions: Actions = {
	send: formAction(emailForm, async ({ email }, event) => {
		requireGuest(event);
		await sendLoginToken(event, 'login-code', email, (account, userId) =>
			account.createEmailToken({ userId, email, phrase: true })
		);
		redirect(303, keepRedirectTo('/login/code', event.url));
	}),

	verify: formAction(
		codeForm,
		({ code }, event) => {
			requireGuest(event);
			return redeemCode(event, 'login-code', code);
		},
		codeRefusals
	)
};
