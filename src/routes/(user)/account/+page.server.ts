import { redirect } from '@sveltejs/kit';
import { createSessionClient } from '$lib/server/appwrite';
import { formAction } from '$lib/server/form';
import { requireUser } from '$lib/server/guards';
import { savePreferences } from '$lib/server/preferences';
import { nameForm, preferencesForm, timeZones } from '$lib/server/schemas';
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

	preferences: formAction(preferencesForm, async (preferences, event) => {
		requireUser(event);
		await savePreferences(event, preferences);
		redirect(303, '/account?notice=preferences-saved');
	})
};
