import type { Clock } from '../core/clock.ts';
import type { Version } from '../core/version.ts';
import type { Store } from '../store/store.ts';
import type { Passwords } from './passwords/passwords.ts';

/** What it takes to make and change accounts. */
export interface AuthResources {
	store: Store;
	clock: Clock;
	passwords: Passwords;
	/** The version of Appwrite that this server plays. */
	version: Version;
}
