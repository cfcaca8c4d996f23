import { SIGNUP_CONFIRM } from '$app/env/private';
import { error, redirect } from '@sveltejs/kit';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { limitAnonymous } from '$lib/server/limits/rate-limiter';
import { redirectTarget } from '$lib/server/web/redirects';
import { emptyForm } from '$lib/server/forms/schemas';
import { signInAnonymously } from '$lib/server/session/session';
import type { Actions, PageServerLoad } from './$types';

/** To give a guest an address is to tell whether it was free: where nobody may learn that, there are none. */
const HAS_GUESTS = !SIGNUP_CONFIRM;

export const load: PageServerLoad = () => ({ hasGuests: HAS_GUESTS });

export const actions: Actions = {
	guest: formAction(emptyForm, async (_, event) => {
		if (!HAS_GUESTS) error(404, { message: 'Not Found' });
		requireGuest(event);
		const target = redirectTarget(event.url);
		// With a second one they would lose what they did as the first.
		if (event.locals.user) redirect(303, target);
		await limitAnonymous(event, () => signInAnonymously(event));
		redirect(303, target);
	})
};
