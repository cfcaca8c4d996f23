import { UserError } from '../store/errors.ts';
import type { User } from '../store/users.ts';
import { hashOptions, type Passwords } from './passwords/passwords.ts';
import { checkPwned } from './pwned-passwords.ts';
import type { AuthResources } from './resources.ts';

interface ChangeOptions {
	/** Id of the session that survives the change. */
	keepSession?: string;
	/** Whether the other sessions end if the project asks for it; they do unless this says otherwise. */
	endSessions?: boolean;
	/** Whether this way of changing it honours the project's `personalDataCheck`. */
	personalDataCheck: boolean;
	/** A key changes it. */
	byServer?: boolean;
	/** Done in one go with the change, which does not take place if this throws. */
	together?: () => void;
}

/** Sets a user's password as the project's policies ask for; `password_recently_used`, `password_personal_data`, `password_pwned`. */
export async function changePassword(
	{ clock, passwords, store }: AuthResources,
	user: User,
	password: string,
	options: ChangeOptions
): Promise<User> {
	const { keepSession, endSessions = true, personalDataCheck, byServer = false } = options;
	const settings = store.project.settings();
	const history: string[] = JSON.parse(user.passwordHistory);
	if (settings.passwordHistory) await checkHistory(passwords, password, user, history);
	if (settings.personalDataCheck && personalDataCheck) checkPersonalData(password, user);
	const passwordPwned = checkPwned(settings, password);

	const hash = await passwords.hash(password);
	const remembered = settings.passwordHistory
		? [...history, hash].slice(-settings.passwordHistory)
		: history;

	return store.transaction(() => {
		options.together?.();
		if (settings.invalidateSessions && endSessions) {
			store.sessions.deleteOfUser(user.id, keepSession);
		}
		return store.users.update(user.id, {
			password: hash,
			passwordPwned,
			hash: 'argon2',
			hashOptions: byServer ? hashOptions.byServer : hashOptions.byAccount,
			passwordUpdate: clock.now(),
			passwordHistory: JSON.stringify(remembered)
		});
	});
}

async function checkHistory(
	passwords: Passwords,
	password: string,
	user: User,
	history: string[]
): Promise<void> {
	for (const former of history) {
		const isFormer = await passwords.verify(password, { ...user, password: former });
		if (isFormer) throw new UserError('password_recently_used');
	}
}

/** An imported hash gives way to one of our own as soon as somebody comes with the password. */
export async function renewHash(
	{ passwords, store }: AuthResources,
	user: User,
	password: string
): Promise<void> {
	if (user.hash === 'argon2') return;
	store.users.update(user.id, {
		password: await passwords.hash(password),
		hash: 'argon2',
		hashOptions: hashOptions.byServer
	});
}

/** Refuses a password that holds the user's id, name, number, address or its first part. */
export function checkPersonalData(
	password: string,
	{ id, email, name, phone }: Pick<User, 'id' | 'email' | 'name' | 'phone'>
): void {
	const personal = [id, name, email, email?.split('@')[0], phone, phone?.slice(1)];
	const lowered = password.toLowerCase();
	if (personal.some((part) => part && lowered.includes(part.toLowerCase()))) {
		throw new UserError('password_personal_data');
	}
}
