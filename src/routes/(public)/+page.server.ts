import { redirect } from '@sveltejs/kit';
import { formAction } from '$lib/server/form';
import { requireGuest } from '$lib/server/guards';
import { limitAnonymous } from '$lib/server/rate-limiter';
import { redirectTarget } from '$lib/server/redirects';
import { emptyForm } from '$lib/server/schemas';
import { signInAnonymously } from '$lib/server/session';
import type { Actions } from './$types';

export const actions: Actions = {
	guest: formAction(emptyForm, async (_, event) => {
		requireGuest(event);
		const target = redirectTarget(event.url);
		// With a second one they would lose what they did as the first.
		if (event.locals.user) redirect(303, target);
		await limitAnonymous(event, () => signInAnonymously(event));
		redirect(303, target);
	})
};
