import type { RequestEvent } from '@sveltejs/kit';
import { oauthProviderNames } from '$lib/oauth-providers';
import type { User } from '$lib/user';
import { identitiesAnswer } from '$lib/server/appwrite/responses';
import { Query } from '$lib/server/appwrite/services';
import { createSessionClient } from '$lib/server/session/clients';
import { refuse } from '$lib/server/appwrite/failure';
import { logAuth } from '$lib/server/session/auth-log';

/** An account at a provider that leads to the signed-in user. */
export interface Connection {
	id: string;
	/** Appwrite's ID of the provider. */
	provider: string;
	name: string;
	/** Its address there. */
	email: string;
	/** ISO 8601, UTC. */
	connectedAt: string;
}

export async function listConnections(event: RequestEvent): Promise<Connection[]> {
	const { account, check } = createSessionClient(event);
	const answer = await account.listIdentities({ queries: [Query.limit(100)] });
	return check(identitiesAnswer, answer).identities.map((identity) => ({
		id: identity.$id,
		provider: identity.provider,
		name: oauthProviderNames[identity.provider] ?? identity.provider,
		email: identity.providerEmail,
		connectedAt: identity.$createdAt
	}));
}

/** Unless it is the last way in, as nobody could undo that. */
export async function disconnect(event: RequestEvent, user: User, identityId: string) {
	const connections = await listConnections(event);
	const connection = connections.find(({ id }) => id === identityId);
	if (!connection) return refuse(404, 'user_identity_not_found');
	if (connections.length <= 1 && !hasOtherWayIn(user)) refuse(409, 'last_way_in');
	await createSessionClient(event).account.deleteIdentity({ identityId });
	logAuth(event, 'provider_disconnected', { provider: connection.provider });
}

/** A password works with an address only; a code is sent to one that is known to be theirs. */
function hasOtherWayIn({ email, emailVerified, hasPassword }: User): boolean {
	return email !== '' && (hasPassword || emailVerified);
}
