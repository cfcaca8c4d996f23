import type { RequestEvent } from '@sveltejs/kit';
import type { Preferences } from '$lib/preferences';
import { prefsAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';

/** Keeps what else there is in the prefs, as other apps of the project use them too and Appwrite replaces all. */
export async function savePreferences(event: RequestEvent, preferences: Preferences) {
	const { account, check } = createSessionClient(event);
	const { prefs } = check(prefsAnswer, await account.get());
	await account.updatePrefs({ prefs: { ...prefs, ...preferences } });
}
