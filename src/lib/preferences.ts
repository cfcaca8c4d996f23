/** What people may choose for themselves; kept in Appwrite's prefs under these names. */
export interface Preferences {
	theme: keyof typeof themes;
	/** Of what Appwrite writes for us: mails and the names of countries. */
	language: keyof typeof languages;
	/** IANA name, of the dates on our pages. */
	timeZone: string;
}

export const themes = { system: 'Like this device', light: 'Light', dark: 'Dark' };

/** Each in its own words, to be found by who reads no other. */
export const languages = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' };
