import type { RequestEvent } from '@sveltejs/kit';
import { factorsAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';
import { readSession, type Session } from '$lib/server/session/session-cookie';
import { listConnections, type Connection } from './connections';

/** What leads into an account, or takes part in it, and has not been shown to be the owner's. */
export interface WaysIn {
	hasPassword: boolean;
	/** Empty if there is none. */
	phone: string;
	connections: Connection[];
	hasAuthenticator: boolean;
}

interface Account {
	email: string;
	phone: string;
	hasPassword: boolean;
}

/** All ways into the account of the signed-in user but those that this session has itself used. */
export async function listWaysIn(event: RequestEvent, account: Account): Promise<WaysIn> {
	const session = readSession(event);
	const { account: appwrite, check } = createSessionClient(event);
	const { totp } = check(factorsAnswer, await appwrite.listMFAFactors());
	const shown = [...(session?.factors ?? []), session?.confirmation?.by];
	const shows = (...factors: string[]) => factors.some((factor) => shown.includes(factor));
	return {
		hasPassword: account.hasPassword && !shows('password'),
		phone: shows('phone') ? '' : account.phone,
		connections: withoutOwn(await listConnections(event), account.email, session),
		hasAuthenticator: totp && !shows('totp', 'recoveryCode')
	};
}

export function hasWaysIn({ hasPassword, phone, connections, hasAuthenticator }: WaysIn): boolean {
	return hasPassword || phone !== '' || connections.length > 0 || hasAuthenticator;
}

/** Whether this account at the provider is the one that was signed in with: the only one there, with the same address. */
export function isOwnConnection(all: Connection[], email: string, provider?: string): boolean {
	const [one, another] = all.filter((connection) => connection.provider === provider);
	return one !== undefined && !another && one.email.toLowerCase() === email.toLowerCase();
}

function withoutOwn(all: Connection[], email: string, session: Session | null): Connection[] {
	const provider = session?.arrival?.provider;
	if (!isOwnConnection(all, email, provider)) return all;
	return all.filter((connection) => connection.provider !== provider);
}
