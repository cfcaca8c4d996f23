import type { Migration } from '../../database/migrations.ts';

/** Times are milliseconds since 1970, flags 0 or 1, lists JSON. */
export const passkeyMigrations: readonly Migration[] = [
	`CREATE TABLE passkeys (
		sequence INTEGER PRIMARY KEY AUTOINCREMENT,
		id TEXT NOT NULL UNIQUE,
		createdAt INTEGER NOT NULL,
		updatedAt INTEGER NOT NULL,
		accessedAt INTEGER,
		userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
		name TEXT NOT NULL,
		-- Of the registration that is going on, if it is not verified.
		challengeId TEXT NOT NULL,
		verified INTEGER NOT NULL DEFAULT 0,
		-- The rest is known once it is verified. Binary values are base64url.
		credentialId TEXT UNIQUE,
		publicKey TEXT,
		userHandle TEXT,
		counter INTEGER,
		transports TEXT,
		-- Whether it can be, and so may be, on several devices.
		synced INTEGER
	);
	CREATE INDEX passkeys_of_user ON passkeys (userId);

	CREATE TABLE passkeyChallenges (
		id TEXT PRIMARY KEY,
		createdAt INTEGER NOT NULL,
		expire INTEGER NOT NULL,
		challenge TEXT NOT NULL,
		-- What the answer must come with; all of it is empty at a sign-in.
		userId TEXT NOT NULL,
		sessionId TEXT NOT NULL,
		passkeyId TEXT NOT NULL,
		userHandle TEXT NOT NULL,
		relyingParty TEXT NOT NULL
	)`
];
