import { readVersion, type VersionId } from './core/version.ts';

/** Where the data lies unless somebody says otherwise. */
export function databaseFile(): string {
	return process.env.LOCAL_APPWRITE_DATABASE || '.local-appwrite/appwrite.db';
}

/** The version of Appwrite to play unless somebody says otherwise; throws if there is no such version. */
export function defaultVersion(): VersionId {
	return readVersion(process.env.LOCAL_APPWRITE_VERSION || '1.9');
}
