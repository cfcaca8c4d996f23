import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/form';
import { requireGuest } from '$lib/server/guards';
import { redeemCode, sendLoginToken, sentLoginToken } from '$lib/server/login-token';
import { codeRefusals } from '$lib/server/refusals';
import { codeForm, phoneForm } from '$lib/server/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { sent: sentLoginToken(event, 'login-phone') };
};

export const actions: Actions = {
	send: formAction(phoneForm, async ({ phone }, event) => {
		requireGuest(event);
		await sendLoginToken(event, 'login-phone', phone, (account, userId) =>
			account.createPhoneToken({ userId, phone })
		);
		redirect(303, keepRedirectTo('/login/phone', event.url));
	}),

	verify: formAction(
		codeForm,
		({ code }, event) => {
			requireGuest(event);
			return redeemCode(event, 'login-phone', code);
		},
		codeRefusals
	)
};
