import type { FormAnswer } from '$lib/form';
import type { Failure } from '$lib/server/appwrite/failure';
import type { User } from '$lib/user';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** Stands in the log line of the same failure. */
			id?: string;
			/** Whether Appwrite refused to count any further, which takes it up to an hour to forget. */
			isLimited?: boolean;
			/** Whether Appwrite has for certain done nothing of what was asked. */
			isUndone?: boolean;
		}

		interface Locals {
			/** Names this request in logs and on error pages. */
			requestId: string;
			/** Who is signed in. `null` also while that cannot be known: see `failure`. */
			user: User | null;
			/** Why the session cookie that came gave no user; `null` for a visitor without one. */
			failure: Failure | null;
			/** Whose session it said it was that gave no user. */
			formerUserId?: string;
		}

		interface PageData {
			/** What was typed on this page before its author had to log in anew. */
			draft?: FormAnswer | null;
		}
	}
}

export {};
