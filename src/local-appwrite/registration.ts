import type { Services } from './endpoint.ts';
import { AppwriteError } from './errors.ts';
import { checkPersonalData } from './password-change.ts';
import { createId } from './secrets.ts';
import type { User } from './tables/users.ts';

export interface Registration {
	/** `unique()` for an id that is made here. */
	userId: string;
	email: string;
	password: string;
	name: string;
}

/**
 * Makes a user who signs in with a password, and the target for their mail.
 * Throws `user_count_exceeded`, `password_personal_data`, `user_already_exists`, in this order.
 */
export async function registerUser(
	{ clock, passwords, store }: Services,
	{ userId, password, name, ...given }: Registration
): Promise<User> {
	const settings = store.project.settings();
	if (settings.limit && store.users.count() >= settings.limit) {
		throw new AppwriteError('user_count_exceeded');
	}

	const id = userId === 'unique()' ? createId(clock.now()) : userId;
	const email = given.email.toLowerCase();
	if (settings.personalDataCheck) checkPersonalData(password, { id, email, name, phone: null });

	const hash = await passwords.hash(password);
	const now = clock.now();
	return store.transaction(() => {
		const user = store.users.create(id, {
			email,
			name,
			password: hash,
			passwordUpdate: now,
			accessedAt: now,
			passwordHistory: JSON.stringify(settings.passwordHistory ? [hash] : [])
		});
		store.targets.create(id, 'email', email);
		return user;
	});
}
