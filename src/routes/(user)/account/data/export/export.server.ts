import type { RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { accountAnswer, recordsAnswer } from '$lib/server/appwrite/responses';
import { Query } from '$lib/server/appwrite/services';
import { createSessionClient } from '$lib/server/session/clients';
import { productStores } from '../product-data.server';

/** Keys to the person's accounts, here and at providers: a file that is passed on must not open them. */
const SECRETS = [
	...['secret', 'password', 'hash', 'hashOptions', 'mfaRecoveryCodes'],
	...['providerAccessToken', 'providerRefreshToken']
];

/** Entries in one answer. */
const BATCH = 100;

type SessionClient = ReturnType<typeof createSessionClient>;

/** Everything that Appwrite and this app keep of the signed-in user, as JSON. */
export async function exportAccount(event: RequestEvent, user: User) {
	const client = createSessionClient(event);
	const { account, check } = client;

	const profile = { ...(await account.get()) };
	check(accountAnswer, profile);
	const { sessions } = await account.listSessions();
	const { identities } = await account.listIdentities({ queries: [Query.limit(BATCH)] });
	return {
		exportedAt: new Date().toISOString(),
		account: withoutSecrets(profile),
		sessions: check(recordsAnswer, sessions).map(withoutSecrets),
		identities: check(recordsAnswer, identities).map(withoutSecrets),
		secondFactors: await account.listMFAFactors(),
		activity: await listAllActivity(client),
		product: await exportProduct(user.id)
	};
}

async function listAllActivity({ account, check }: SessionClient) {
	const all: Record<string, unknown>[] = [];
	for (;;) {
		const queries = [Query.limit(BATCH), Query.offset(all.length)];
		const { logs } = await account.listLogs({ queries });
		const batch = check(recordsAnswer, logs);
		all.push(...batch);
		if (batch.length < BATCH) return all;
	}
}

function withoutSecrets(record: Record<string, unknown>) {
	return Object.fromEntries(Object.entries(record).filter(([key]) => !SECRETS.includes(key)));
}

async function exportProduct(userId: string) {
	const entries = productStores.map(async ({ name, read }) => [name, await read(userId)] as const);
	return Object.fromEntries(await Promise.all(entries));
}
