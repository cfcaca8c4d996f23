import { randomHex } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';

/** What a project's owner can set in the console; the values are those of a new project. */
export const defaultSettings = {
	/** Most users that may sign up; 0 is no limit. */
	limit: 0,
	/** Most sessions of a user; 0 is no limit. */
	maxSessions: 0,
	/** Life of a session in seconds. */
	duration: 31_536_000,
	/** How many passwords back one must not return to. */
	passwordHistory: 0,
	passwordStrength: { min: 8, uppercase: false, lowercase: false, number: false, symbols: false },
	passwordDictionary: false,
	personalDataCheck: false,
	sessionAlerts: false,
	/** A new password ends the user's other sessions. */
	invalidateSessions: true,
	mockNumbers: [] as { phone: string; otp: string }[],
	authMethods: {
		'email-password': true,
		'magic-url': true,
		'email-otp': true,
		anonymous: true,
		invites: true,
		phone: true,
		jwt: true
	},
	/** By the first part of the path. */
	services: { account: true, users: true, locale: true, avatars: true, health: true },
	/** Hosts from which browsers may call, and to which links may lead. */
	platforms: ['localhost', '127.0.0.1'],
	/** Of links that lead to an app on a phone. */
	schemes: ['exp:', 'appwrite-callback-local-appwrite:']
};

export type Settings = typeof defaultSettings;
export type AuthMethod = keyof Settings['authMethods'];
export type Service = keyof Settings['services'];
export type PasswordStrength = Settings['passwordStrength'];

export type Project = ReturnType<typeof projectTable>;

/** The one project there is. */
export function projectTable(db: Database) {
	db.run(
		`INSERT INTO project (id, name, jwtKey)
		VALUES ('local-appwrite', 'Local Appwrite', @jwtKey) ON CONFLICT DO NOTHING`,
		{ jwtKey: randomHex(64) }
	);
	const { id, name, jwtKey } = row();

	function row() {
		const found = db.get<{ id: string; name: string; settings: string; jwtKey: string }>(
			'SELECT * FROM project'
		);
		if (!found) throw new Error('The project is missing.');
		return found;
	}

	function settings(): Settings {
		return { ...defaultSettings, ...JSON.parse(row().settings) };
	}

	return {
		id,
		name,
		jwtKey,
		settings,

		/** Answers the settings as they are afterwards. */
		update(changes: Partial<Settings>): Settings {
			const changed = { ...settings(), ...changes };
			db.run('UPDATE project SET settings = @settings', { settings: JSON.stringify(changed) });
			return changed;
		}
	};
}
