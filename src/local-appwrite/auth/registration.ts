import { GeneralError } from '../core/errors.ts';
import { createId } from '../core/secrets.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { User } from '../store/users.ts';
import { checkPersonalData } from './password-change.ts';
import { hashOptions } from './passwords/passwords.ts';
import { checkPwned } from './pwned-passwords.ts';
import type { AuthResources } from './resources.ts';

export interface Registration {
	/** `unique()` for an id that is made here. */
	userId: string;
	email: string;
	password: string;
	name: string;
}

/**
 * Makes a user who signs in with a password, and the target for their mail.
 * Throws `user_count_exceeded`, `general_bad_request` when it is the address of somebody's OAuth2 account,
 * `password_personal_data`, `password_pwned`, `user_already_exists`, in this order.
 */
export async function registerUser(
	{ clock, passwords, store }: AuthResources,
	{ userId, password, name, ...given }: Registration
): Promise<User> {
	const settings = store.project.settings();
	checkUserLimit(store);

	const id = userId === 'unique()' ? createId(clock.now()) : userId;
	const email = given.email.toLowerCase();
	if (store.identities.byEmail(email)) throw new GeneralError('general_bad_request');
	if (settings.personalDataCheck) checkPersonalData(password, { id, email, name, phone: null });

	const passwordPwned = checkPwned(settings, password);
	const hash = await passwords.hash(password);
	const now = clock.now();
	return store.transaction(() => {
		const user = store.users.create(id, {
			email,
			name,
			password: hash,
			passwordPwned,
			hashOptions: hashOptions.byServer,
			passwordUpdate: now,
			accessedAt: now,
			passwordHistory: JSON.stringify(settings.passwordHistory ? [hash] : [])
		});
		store.targets.create(id, 'email', email);
		return user;
	});
}

/** Makes a user who has no password (yet), only an address or a number, or nothing at all. */
export function registerPasswordless(
	{ clock, store }: AuthResources,
	userId: string,
	contact: { email?: string; phone?: string } = {}
): User {
	const id = userId === 'unique()' ? createId(clock.now()) : userId;
	// Only Appwrite's sign-up has an answer for a taken id.
	if (store.users.byId(id)) throw new GeneralError('general_unknown');
	return store.users.create(id, { ...contact, accessedAt: clock.now() });
}

/** Throws `user_count_exceeded` when the project takes no more users. */
export function checkUserLimit({ project, users }: Store): void {
	const { limit } = project.settings();
	if (limit && users.count() >= limit) throw new UserError('user_count_exceeded');
}
