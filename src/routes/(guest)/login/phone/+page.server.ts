import { PHONE_LOGIN } from '$app/env/private';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { redeemCode, sendLoginToken, sentLoginToken } from '$lib/server/passwordless/login-token';
import { codeRefusals } from '$lib/server/forms/error-messages';
import { codeForm, phoneForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requirePhoneLogin(event);
	return { sent: sentLoginToken(event, 'login-phone') };
};

export const actions: Actions = {
	send: formAction(phoneForm, async ({ phone }, event) => {
		requirePhoneLogin(event);
		await sendLoginToken(event, 'login-phone', phone, (account, userId) =>
			account.createPhoneToken({ userId, phone })
		);
		redirect(303, keepRedirectTo('/login/phone', event.url));
	}),

	verify: formAction(
		codeForm,
		({ code }, event) => {
			requirePhoneLogin(event);
			return redeemCode(event, 'login-phone', code);
		},
		codeRefusals
	)
};

function requirePhoneLogin(event: RequestEvent) {
	if (!PHONE_LOGIN) error(404, { message: 'Not Found' });
	requireGuest(event);
}
