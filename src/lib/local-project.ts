/** The project of the embedded Appwrite; a real project has no such name. */
export const LOCAL_PROJECT = 'local-appwrite';
