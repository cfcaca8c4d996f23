import { Account, Avatars, Client, Locale, Users } from 'node-appwrite';
import { afterAll, vi } from 'vitest';
import { recordCalls } from './recorded-calls.ts';
import { startLocalAppwrite } from './recordings/replayer/start-local-appwrite.ts';
import type { Target } from './recordings/replayer/target.ts';
import { readRealTarget } from './recordings/replayer/targets.ts';

// A real one may be far away, and a code from an authenticator may be waited for.
vi.setConfig({ testTimeout: 20_000 });

/** The Appwrite that the environment names in full, or else an embedded one of this run's own. */
export const target: Target = readRealTarget() ?? (await startEmbedded());

/** The API as each of those who ask sees it: a server with its key, a guest, somebody signed in. */
export const keyAccount = accountOf(keyClient());
export const guestAccount = accountOf(guestClient());
export const users = recordCalls(new Users(keyClient()));
export const locale = recordCalls(new Locale(guestClient()));
export const avatars = recordCalls(new Avatars(guestClient()));

/** @param secret of a session, as keys see it */
export function sessionAccount(secret: string): Account {
	return accountOf(sessionClient(secret));
}

export function accountOf(client: Client): Account {
	return recordCalls(new Account(client));
}

export function keyClient(): Client {
	return guestClient().setKey(target.apiKey);
}

export function guestClient(): Client {
	return new Client().setEndpoint(target.endpoint).setProject(target.projectId);
}

export function sessionClient(secret: string): Client {
	return guestClient().setSession(secret);
}

async function startEmbedded(): Promise<Target> {
	const embedded = await startLocalAppwrite('1.9');
	afterAll(embedded.stop);
	return embedded.target;
}
