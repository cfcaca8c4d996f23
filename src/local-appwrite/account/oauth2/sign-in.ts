import { checkUserLimit } from '../../auth/registration.ts';
import { GeneralError } from '../../core/errors.ts';
import { createId } from '../../core/secrets.ts';
import type { Call } from '../../http/endpoint.ts';
import type { Person } from '../../oauth2/local-provider.ts';
import type { ProviderId } from '../../oauth2/providers.ts';
import { UserError } from '../../store/errors.ts';
import type { ProviderTokens } from '../../store/sessions.ts';
import type { User } from '../../store/users.ts';

interface Arrival {
	provider: ProviderId;
	person: Person;
	tokens: ProviderTokens;
}

/**
 * Finds or makes the user for somebody whom a provider signed in, and links the two. Whoever is signed in already
 * stays who they are and gains a way to sign in. Throws what goes to the app's failure address.
 */
export function signInPerson(call: Call, arrival: Arrival): User {
	return call.store.transaction(() => {
		const user = call.caller.user
			? checkOwnership(call, call.caller.user, arrival.person)
			: findOrCreateUser(call, arrival);
		if (!user.status) throw new UserError('user_blocked');

		linkIdentity(call, user, arrival);
		return completeProfile(call, user, arrival.person);
	});
}

/** An address that is somebody else's already cannot be linked, and the session that was there makes room. */
function checkOwnership({ caller, store }: Call, user: User, { email }: Person): User {
	const owner = store.users.byEmail(email);
	if (store.identities.byEmail(email, user.id) || (owner && owner.id !== user.id)) {
		throw new UserError('user_already_exists');
	}
	if (caller.session) store.sessions.delete(caller.session.id);
	return user;
}

/** By the person's id at the provider first; by the address only if the provider vouches for it. */
function findOrCreateUser(call: Call, { provider, person }: Arrival): User {
	const { store } = call;
	const session = store.sessions.byProvider(provider, person.sub);
	if (session) return findUser(call, session.userId);

	if (!person.email) {
		throw new UserError('user_unauthorized', 'OAuth provider failed to return email.');
	}
	const identity = store.identities.byProvider(provider, person.sub);
	if (identity) return findUser(call, identity.userId);

	const known = store.users.byEmail(person.email);
	const linked = store.identities.byEmail(person.email);
	if (!known && !linked) return createUser(call, person);

	// Otherwise anybody could open an account at a careless provider in another's name.
	if (!person.email_verified) throw new GeneralError('general_bad_request');
	return known ?? findUser(call, linked?.userId ?? '');
}

function findUser({ store }: Call, id: string): User {
	const user = store.users.byId(id);
	if (!user) throw new UserError('user_not_found');
	return user;
}

/** Older versions of Appwrite take a new user's address for verified, whatever the provider says of it. */
function createUser({ clock, store, version }: Call, { email, name, ...claims }: Person): User {
	checkUserLimit(store);
	const now = clock.now();
	const id = createId(now);
	const isVerified = claims.email_verified || !version.has('providerVerification');
	const emailVerification = isVerified ? 1 : 0;
	const user = store.users.create(id, { email, name, emailVerification, accessedAt: now });
	store.targets.create(id, 'email', email);
	return user;
}

function linkIdentity({ store }: Call, user: User, { provider, person, tokens }: Arrival): void {
	const identity = store.identities.byProvider(provider, person.sub);
	if (identity && identity.userId !== user.id) throw new UserError('user_already_exists');
	if (identity) return store.identities.updateTokens(identity.id, tokens);

	// Appwrite says no more, so as not to tell who has an account.
	if (store.identities.byEmail(person.email, user.id)) {
		throw new GeneralError('general_bad_request');
	}
	store.identities.create({
		userId: user.id,
		provider,
		providerUid: person.sub,
		providerEmail: person.email,
		...tokens
	});
}

function completeProfile(call: Call, user: User, { email, name, ...claims }: Person): User {
	const { store, version } = call;
	if (user.email && user.name) return user;
	const changes = { email: user.email ?? (email || null), name: user.name || name };
	if (user.email || !version.has('providerVerification')) {
		return store.users.update(user.id, changes);
	}
	if (email && store.users.byEmail(email)) throw new UserError('user_already_exists');
	const emailVerification = user.emailVerification || Number(claims.email_verified);
	return store.users.update(user.id, { ...changes, emailVerification });
}
