/** Where the data lies unless somebody says otherwise. */
export function databaseFile(): string {
	return process.env.LOCAL_APPWRITE_DATABASE || '.local-appwrite/appwrite.db';
}
