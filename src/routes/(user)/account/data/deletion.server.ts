import type { RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { sessionAnswer } from '$lib/server/appwrite/responses';
import { createAdminClient, createSessionClient } from '$lib/server/session/clients';
import { nextGeneration } from '$lib/server/limits/generation';
import { logAuth } from '$lib/server/session/auth-log';
import { forgetAllDevices } from '$lib/server/limits/known-browser';
import { productStores } from './product-data.server';
import { limitLogin } from '$lib/server/limits/rate-limiter';
import { deleteSessionCookie } from '$lib/server/session/session-cookie';

/** Only with a password and an address can Appwrite be asked whether it is theirs. */
export function hasPasswordToCheck({ hasPassword, email }: User): boolean {
	return hasPassword && email !== '';
}

/**
 * Deletes the account for good: what the product keeps first, as only the user's ID leads there. The user has shown
 * lately who they are; whoever has a password gives it besides.
 */
export async function deleteAccount(event: RequestEvent, user: User, password: string) {
	if (hasPasswordToCheck(user)) {
		await limitLogin(event, user.email, () => checkPassword(event, user.email, password));
	}

	for (const store of productStores) await store.delete(user.id);
	await createSessionClient(event).deleteAccount();
	await nextGeneration(user.email, user.phone);
	await forgetAllDevices(event, user);
	deleteSessionCookie(event);
	logAuth(event, 'account_deleted');
}

/** Appwrite compares a password only by opening a session, which ends at once: the present one stays. */
async function checkPassword(event: RequestEvent, email: string, password: string) {
	const { account, check } = createAdminClient(event);
	const session = check(
		sessionAnswer,
		await account.createEmailPasswordSession({ email, password })
	);
	await createSessionClient(event).account.deleteSession({ sessionId: session.$id });
}
