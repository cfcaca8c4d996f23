import { redirect } from '@sveltejs/kit';
import { createSessionClient } from '$lib/server/session/clients';
import { formAction } from '$lib/server/forms/form';
import { requireUser } from '$lib/server/session/guards';
import { changePreferences } from './preferences.server';
import { timeZones } from '$lib/server/appwrite/preferences';
import { nameForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireUser(event);
	return { timeZones };
};

export const actions: Actions = {
	name: formAction(nameForm, async ({ name }, event) => {
		requireUser(event);
		await createSessionClient(event).account.updateName({ name });
		redirect(303, '/account?notice=name-changed');
	}),

	preferences: changePreferences
};
