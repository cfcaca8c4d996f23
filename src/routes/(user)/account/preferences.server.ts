import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Preferences } from '$lib/preferences';
import { preferencesForm } from '$lib/server/appwrite/preferences';
import { prefsAnswer } from '$lib/server/appwrite/responses';
import { formAction } from '$lib/server/forms/form';
import { createSessionClient } from '$lib/server/session/clients';
import { requireUser } from '$lib/server/session/guards';

export const changePreferences = formAction(preferencesForm, async (preferences, event) => {
	requireUser(event);
	await savePreferences(event, preferences);
	redirect(303, '/account?notice=preferences-saved');
});

/** Keeps what else there is in the prefs, as other apps of the project use them too and Appwrite replaces all. */
async function savePreferences(event: RequestEvent, preferences: Preferences) {
	const { account, check } = createSessionClient(event);
	const { prefs } = check(prefsAnswer, await account.get());
	await account.updatePrefs({ prefs: { ...prefs, ...preferences } });
}
