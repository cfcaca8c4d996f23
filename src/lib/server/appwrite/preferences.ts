import * as v from 'valibot';
import { languages, themes } from '$lib/preferences';

/** As Node knows them: Appwrite has none. */
export const timeZones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

export const preferencesForm = v.object({
	theme: v.picklist(keysOf(themes), 'Choose one.'),
	language: v.picklist(keysOf(languages), 'Choose one.'),
	timeZone: v.picklist(timeZones, 'Choose one.')
});

const { theme, language, timeZone } = preferencesForm.entries;

/** Any app of the project may write there, so what is missing or strange counts for nothing. */
export const preferences = v.object({
	theme: v.fallback(theme, 'system'),
	language: v.fallback(language, 'en'),
	timeZone: v.fallback(timeZone, 'UTC')
});

function keysOf<Key extends string>(choices: Record<Key, string>) {
	return Object.keys(choices) as Key[];
}
