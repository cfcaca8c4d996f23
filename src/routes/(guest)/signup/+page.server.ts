import { redirect } from '@sveltejs/kit';
import { formAction } from '$lib/server/form';
import { requireGuest } from '$lib/server/guards';
import { providers } from '$lib/server/oauth';
import { refusePersonalPassword } from '$lib/server/personal-password';
import { limitSignup } from '$lib/server/rate-limiter';
import { redirectTarget, withRedirectTo } from '$lib/server/redirects';
import { newPasswordRefusals } from '$lib/server/refusals';
import { signupForm } from '$lib/server/schemas';
import { claimAccount, createAccount, signIn } from '$lib/server/session';
import { sendVerificationAside } from '$lib/server/verification';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { providers };
};

export const actions: Actions = {
	default: formAction(
		signupForm,
		async (person, event) => {
			requireGuest(event);
			const target = redirectTarget(event.url);
			const { user } = event.locals;
			refusePersonalPassword(person.password, person.name, person.email);
			const create = user ? claimAccount : createAccount;
			await limitSignup(event, () => create(event, person));
			try {
				await signIn(event, person);
			} catch {
				// The account is there: a second try at this form would only be told that it is taken.
				redirect(303, withRedirectTo('/login', target, { notice: 'account-created' }));
			}
			sendVerificationAside(event, person.email);
			redirect(303, target);
		},
		newPasswordRefusals('password')
	)
};
