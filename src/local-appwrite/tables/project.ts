import type { Database } from '../database.ts';
import { projectKeyScopes, type Scope } from '../scopes.ts';
import { randomHex } from '../secrets.ts';

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

export interface ApiKey {
	secret: string;
	scopes: Scope[];
	expire: number | null;
}

export type Project = ReturnType<typeof projectTable>;

/** The one project there is; it is made with its key when the database is new. */
export function projectTable(db: Database) {
	db.run(
		`INSERT INTO project (id, name) VALUES ('local-appwrite', 'Local Appwrite')
		ON CONFLICT DO NOTHING`
	);
	db.run(
		'INSERT INTO keys (secret, scopes) SELECT @secret, @scopes WHERE NOT EXISTS (SELECT 1 FROM keys)',
		{ secret: `standard_${randomHex(256)}`, scopes: JSON.stringify(projectKeyScopes) }
	);

	const { id, name } = row<{ id: string; name: string }>('SELECT id, name FROM project');
	const { secret } = row<{ secret: string }>('SELECT secret FROM keys ORDER BY rowid');

	return {
		id,
		name,
		apiKey: secret,

		settings(): Settings {
			const { settings } = row<{ settings: string }>('SELECT settings FROM project');
			return { ...defaultSettings, ...JSON.parse(settings) };
		},

		key(secret: string): ApiKey | undefined {
			const key = db.get<{ scopes: string; expire: number | null }>(
				'SELECT scopes, expire FROM keys WHERE secret = @secret',
				{ secret }
			);
			return key && { secret, scopes: JSON.parse(key.scopes), expire: key.expire };
		}
	};

	function row<Row>(sql: string): Row {
		const found = db.get<Row>(sql);
		if (!found) throw new Error(`Nothing found by ${sql}`);
		return found;
	}
}
