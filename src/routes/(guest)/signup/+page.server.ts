import { redirect } from '@sveltejs/kit';
import { newPasswordRefusals } from '$lib/server/forms/error-messages';
import { formAction } from '$lib/server/forms/form';
import { refusePersonalPassword } from '$lib/server/forms/personal-password';
import { signupForm } from '$lib/server/forms/schemas';
import { limitSignup } from '$lib/server/limits/rate-limiter';
import { requireGuest } from '$lib/server/session/guards';
import { claimAccount, createAccount, createPasswordSession } from '$lib/server/session/session';
import { afterSignUp } from '$lib/server/slots/after-sign-up';
import { signInWays } from '$lib/server/slots/sign-in-ways';
import { redirectTarget, withRedirectTo } from '$lib/server/web/redirects';
import { confirmFirst, confirmsFirst, sentLink } from './confirm-first.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { ways: signInWays, confirmsFirst, sent: sentLink(event) };
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
			// The account exists: a second try at this form would only be told that the address is taken.
			redirect(303, withRedirectTo('/login', target, { notice: 'account-created' }));
		}
		for (const act of afterSignUp) act(event, person);
		redirect(303, target);
	},
	newPasswordRefusals('password')
);

export const actions: Actions = { default: confirmsFirst ? confirmFirst : signUpAtOnce };
