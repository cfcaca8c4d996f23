import type { Call } from './endpoint.ts';
import { AppwriteError } from './errors.ts';
import type { Passwords } from './passwords.ts';
import type { User } from './tables/users.ts';

interface ChangeOptions {
	/** Id of the session that survives the change. */
	keepSession?: string;
	/** Whether this way of changing it honours the project's `personalDataCheck`. */
	personalDataCheck: boolean;
}

/** Sets a user's password as the project's policies ask for; `password_recently_used`, `password_personal_data`. */
export async function changePassword(
	{ clock, passwords, store }: Call,
	user: User,
	password: string,
	{ keepSession, personalDataCheck }: ChangeOptions
): Promise<User> {
	const settings = store.project.settings();
	const history: string[] = JSON.parse(user.passwordHistory);
	if (settings.passwordHistory) await checkHistory(passwords, password, history);
	if (settings.personalDataCheck && personalDataCheck) checkPersonalData(password, user);

	const hash = await passwords.hash(password);
	const remembered = settings.passwordHistory
		? [...history, hash].slice(-settings.passwordHistory)
		: history;

	return store.transaction(() => {
		if (settings.invalidateSessions) store.sessions.deleteOfUser(user.id, keepSession);
		return store.users.update(user.id, {
			password: hash,
			passwordUpdate: clock.now(),
			passwordHistory: JSON.stringify(remembered)
		});
	});
}

async function checkHistory(passwords: Passwords, password: string, history: string[]) {
	for (const hash of history) {
		if (await passwords.verify(password, hash)) throw new AppwriteError('password_recently_used');
	}
}

/** Refuses a password that holds the user's id, name, number, address or its first part. */
export function checkPersonalData(
	password: string,
	{ id, email, name, phone }: Pick<User, 'id' | 'email' | 'name' | 'phone'>
): void {
	const personal = [id, name, email, email?.split('@')[0], phone, phone?.slice(1)];
	const lowered = password.toLowerCase();
	if (personal.some((part) => part && lowered.includes(part.toLowerCase()))) {
		throw new AppwriteError('password_personal_data');
	}
}
