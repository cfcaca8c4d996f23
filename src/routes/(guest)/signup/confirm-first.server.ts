import { SIGNUP_CONFIRM } from '$app/env/private';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { emailForm } from '$lib/server/forms/schemas';
import { limitSignup } from '$lib/server/limits/rate-limiter';
import { sendLoginLink, sentLoginToken } from '$lib/server/passwordless/login-token';
import { requireGuest } from '$lib/server/session/guards';

/** Whether sign-up tells nobody that an address is taken, as the way in is a link in a mail. */
export const confirmsFirst = SIGNUP_CONFIRM;

/** Where the link went that this browser waits for. */
export function sentLink(event: RequestEvent) {
	return confirmsFirst ? sentLoginToken(event, 'login-link') : null;
}

/** Does the same for everybody: only the owner of the address sees whether there was an account. */
export const confirmFirst = formAction(emailForm, async ({ email }, event) => {
	requireGuest(event);
	await limitSignup(event, email, () => sendLoginLink(event, email));
	redirect(303, keepRedirectTo('/signup', event.url));
});
