import { SIGNUP_CONFIRM } from '$app/env/private';
import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { sendLoginLink, sentLoginToken } from '$lib/server/passwordless/login-token';
import { providers } from '$lib/server/providers/oauth';
import { refusePersonalPassword } from '$lib/server/forms/personal-password';
import { limitSignup } from '$lib/server/limits/rate-limiter';
import { redirectTarget, withRedirectTo } from '$lib/server/web/redirects';
import { newPasswordRefusals } from '$lib/server/forms/error-messages';
import { emailForm, signupForm } from '$lib/server/forms/schemas';
import { claimAccount, createAccount, createPasswordSession } from '$lib/server/session/session';
import { sendVerificationAside } from '$lib/server/verification/verification';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return {
		providers,
		confirmsFirst: SIGNUP_CONFIRM,
		sent: SIGNUP_CONFIRM ? sentLoginToken(event, 'login-link') : null
	};
};

const signUpAtOnce = formAction(
	signupForm,
	async (person, event) => {
		requireGuest(event);
		const target = redirectTarget(event.url);
		const { user } = event.locals;
		// The button was pressed twice.
		if (user?.email === person.email) redirect(303, target);
		refusePersonalPassword(person.password, person.name, person.email);
		const create = user?.isAnonymous ? claimAccount : createAccount;
		await limitSignup(event, person.email, () => create(event, person));
		try {
			await createPasswordSession(event, person);
		} catch {
			// The account is there: a second try at this form would only be told that it is taken.
			redirect(303, withRedirectTo('/login', target, { notice: 'account-created' }));
		}
		sendVerificationAside(event, person.email);
		redirect(303, target);
	},
	newPasswordRefusals('password')
);

/** The same for everybody, as what it does is: only the owner of the address sees whether there was an account. */
const confirmFirst = formAction(emailForm, async ({ email }, event) => {
	requireGuest(event);
	await limitSignup(event, email, () => sendLoginLink(event, email));
	redirect(303, keepRedirectTo('/signup', event.url));
});

export const actions: Actions = { default: SIGNUP_CONFIRM ? confirmFirst : signUpAtOnce };
