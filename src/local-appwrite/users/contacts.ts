import { endpoint, type Call } from '../http/endpoint.ts';
import { email, orEmpty, phone, uid } from '../params/validators.ts';
import { UserError } from '../store/errors.ts';
import type { Target } from '../store/targets.ts';
import type { User } from '../store/users.ts';
import { findUser, userResponse } from './users.ts';

/** `/users/{userId}/email` and `/users/{userId}/phone`, each with the target that belongs to it. */
export const contacts = [
	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/email',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, email: orEmpty(email) }
		},
		(call) => {
			const { store } = call;
			const user = findUser(call);
			const email = call.params.email.toLowerCase();
			if (email) {
				const isForeign = store.identities.byEmail(email, user.id);
				if (isForeign) throw new UserError('user_email_already_exists');
				checkTarget(call, email);
			}
			// Only one user can have the empty address: Appwrite compares it with all others.
			const holder = store.users.byEmail(email);
			if (holder && holder.id !== user.id) throw new UserError('user_email_already_exists');

			const change = { from: user.email, to: email, changes: { email, emailVerification: 0 } };
			return changeContact(call, user, { ...change, providerType: 'email' });
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/phone',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, number: orEmpty(phone) }
		},
		(call) => {
			const { store } = call;
			const user = findUser(call);
			const { number } = call.params;
			if (number) checkTarget(call, number);
			const holder = store.users.byPhone(number);
			if (holder && holder.id !== user.id) throw new UserError('user_phone_already_exists');

			const changes = { phone: number || null, phoneVerification: 0 };
			const change = { from: user.phone, to: number, changes };
			return changeContact(call, user, { ...change, providerType: 'sms' });
		}
	)
];

function checkTarget({ store }: Call, identifier: string): void {
	if (store.targets.byIdentifier(identifier)) {
		throw new UserError('user_target_already_exists');
	}
}

interface ContactChange {
	from: string | null;
	/** `""` for none any more. */
	to: string;
	changes: Partial<User>;
	providerType: Target['providerType'];
}

/** The answer to a removal still lists the target that went with it, as Appwrite's does. */
function changeContact(
	call: Call,
	{ id }: User,
	{ from, to, changes, providerType }: ContactChange
): Response {
	const { store } = call;
	return store.transaction(() => {
		const user = store.users.update(id, changes);
		const old = store.targets.ofUser(id).find(({ identifier }) => identifier === from);
		if (to && old) store.targets.move(id, old.identifier, to);
		if (to && !old) store.targets.create(id, providerType, to);

		const response = userResponse(call, user);
		if (!to && old) store.targets.delete(old.id);
		return response;
	});
}
