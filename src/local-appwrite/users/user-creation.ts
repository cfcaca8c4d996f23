import { checkPersonalData } from '../auth/password-change.ts';
import type { StoredPassword } from '../auth/passwords/stored-password.ts';
import type { AuthResources } from '../auth/resources.ts';
import { createId } from '../core/secrets.ts';
import { UserError } from '../store/errors.ts';
import type { User } from '../store/users.ts';

export interface NewUser {
	/** `unique()` for an id that is made here. */
	userId: string;
	email: string | null;
	phone?: string | null;
	name: string | null;
	/** As it was sent: in the clear, or already hashed. */
	password: string | null;
}

/**
 * Makes a user on behalf of a server, which no limit of the project stops, and targets for their mail and SMS.
 * Throws `user_email_already_exists` for the address of an OAuth2 account, `password_personal_data`,
 * `user_already_exists`, in this order.
 * @param hash answers what is kept of the password
 */
export async function createUser(
	{ clock, store }: AuthResources,
	{ userId, phone = null, password, ...given }: NewUser,
	hash: () => StoredPassword | Promise<StoredPassword>
): Promise<User> {
	const settings = store.project.settings();
	const email = given.email?.toLowerCase() ?? null;
	if (email && store.identities.byEmail(email)) {
		throw new UserError('user_email_already_exists');
	}

	const id = userId === 'unique()' ? createId(clock.now()) : userId;
	const name = given.name ?? '';
	if (password && settings.personalDataCheck) {
		checkPersonalData(password, { id, email, name, phone });
	}

	const stored = await hash();
	const remembered = settings.passwordHistory && stored.password ? [stored.password] : [];
	return store.transaction(() => {
		const user = store.users.create(id, {
			email,
			phone,
			name,
			...stored,
			passwordUpdate: stored.password ? clock.now() : null,
			passwordHistory: JSON.stringify(remembered)
		});
		if (email) store.targets.create(id, 'email', email);
		if (phone) store.targets.create(id, 'sms', phone);
		return user;
	});
}
