import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { raiseFailure, refuse } from '$lib/server/appwrite/failure';
import { accountAnswer, prefsAnswer } from '$lib/server/appwrite/responses';
import { endOtherDevices } from '$lib/server/devices/devices';
import { createSessionClient } from '$lib/server/session/clients';
import { beginDetour, endDetour } from '$lib/server/session/detour';
import { signOut } from '$lib/server/session/session';
import { readSession, updateSession, type Arrival } from '$lib/server/session/session-cookie';
import { listConnections } from './connections';
import { hasOwnerProof, withOwnerProof } from './owner-proof';
import { hasWaysIn, isOwnConnection, listWaysIn } from './ways-in';

/** Where the owner of an address looks through all other ways into the account. */
const REVIEW = '/account/review';

const accountWithPrefs = v.object({ ...accountAnswer.entries, ...prefsAnswer.entries });
type Account = v.InferOutput<typeof accountWithPrefs>;

/**
 * After something that only the owner of a mailbox can do. Anybody can have made the account before, with this address
 * and with ways of their own to come back. So the first time that its owner comes, all other sessions end, and if there
 * are ways in that they have not used, the page of these comes before anything else. Asks Appwrite once if that has been
 * done before.
 *
 * Refuses, and signs out, who has come by a mailbox that is not the account's: its address has been changed meanwhile.
 */
export async function welcomeOwner(event: RequestEvent, arrival: Arrival) {
	// First, so that nothing is open if the rest fails or has to wait for the second factor.
	updateSession(event, { arrival });
	beginDetour(event, REVIEW);
	const account = await readAccount(event);
	if (!account) return;
	if (!isOwnMailbox(event, account)) {
		await signOut(event);
		refuse(401, 'user_invalid_token');
	}
	if (hasOwnerProof(account)) return finish(event);
	const { email, phone } = account;
	const hasPassword = account.passwordUpdate !== '';
	try {
		if (!(await isOwner(event, account))) return finish(event);
		await endOtherDevices(event);
		if (!hasWaysIn(await listWaysIn(event, { email, phone, hasPassword })))
			await prove(event, account);
	} catch {
		// The page says what there is to do, as soon as Appwrite can be asked again.
	}
}

/** What could not be done at the first factor. */
export async function welcomeAfterSecondFactor(event: RequestEvent) {
	const { arrival } = readSession(event) ?? {};
	if (arrival) await welcomeOwner(event, arrival);
}

/** The owner has looked through all ways in. */
export async function finishReview(event: RequestEvent) {
	const { account: appwrite, check } = createSessionClient(event);
	const account = check(accountWithPrefs, await appwrite.get());
	if (!(await isOwner(event, account))) return finish(event);
	// Whoever knew the password until now may have come back by it.
	await endOtherDevices(event);
	await prove(event, account);
}

/** Whether the mailbox that this session has come by is that of the account; where it has the password, it need not be. */
export function isOwnMailbox(event: RequestEvent, { email }: { email: string }): boolean {
	const { arrival, factors } = readSession(event) ?? {};
	const isOwn = !arrival?.mailbox || arrival.mailbox === email.toLowerCase();
	return isOwn || factors?.includes('password') === true;
}

/** `null` where Appwrite wants a second factor first, or does not answer. */
async function readAccount(event: RequestEvent): Promise<Account | null> {
	try {
		const { account, check } = createSessionClient(event, raiseFailure);
		return check(accountWithPrefs, await account.get());
	} catch {
		return null;
	}
}

/** Whether what the person has shown is that they own the address of the account. */
async function isOwner(event: RequestEvent, { email }: Account): Promise<boolean> {
	const { mailbox, provider } = readSession(event)?.arrival ?? {};
	if (mailbox) return mailbox === email.toLowerCase();
	return isOwnConnection(await listConnections(event), email, provider);
}

async function prove(event: RequestEvent, account: Account) {
	await createSessionClient(event).account.updatePrefs({ prefs: withOwnerProof(account) });
	finish(event);
}

function finish(event: RequestEvent) {
	updateSession(event, { arrival: undefined });
	endDetour(event, REVIEW);
}
