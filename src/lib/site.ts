/** What this site is called, in its header and where passwords must not be guessed from it. */
export const SITE_NAME = 'SvelteKit + Appwrite';
