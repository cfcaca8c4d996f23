-- Times are milliseconds since 1970, flags 0 or 1, lists and objects JSON.
-- `sequence` is the order of creation: what Appwrite lists by unless asked otherwise.

CREATE TABLE IF NOT EXISTS project (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	settings TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS keys (
	secret TEXT PRIMARY KEY,
	scopes TEXT NOT NULL,
	expire INTEGER
);

CREATE TABLE IF NOT EXISTS users (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	accessedAt INTEGER,
	name TEXT NOT NULL DEFAULT '',
	status INTEGER NOT NULL DEFAULT 1,
	labels TEXT NOT NULL DEFAULT '[]',
	prefs TEXT NOT NULL DEFAULT '{}',
	email TEXT COLLATE NOCASE UNIQUE,
	emailVerification INTEGER NOT NULL DEFAULT 0,
	phone TEXT UNIQUE,
	phoneVerification INTEGER NOT NULL DEFAULT 0,
	password TEXT,
	passwordUpdate INTEGER,
	passwordHistory TEXT NOT NULL DEFAULT '[]',
	mfa INTEGER NOT NULL DEFAULT 0,
	impersonator INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS sessions (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	-- sha256 of the secret
	secret TEXT NOT NULL UNIQUE,
	expire INTEGER NOT NULL,
	provider TEXT NOT NULL,
	providerUid TEXT NOT NULL,
	factors TEXT NOT NULL,
	mfaUpdatedAt INTEGER,
	ip TEXT NOT NULL,
	userAgent TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_of_user ON sessions (userId);

CREATE TABLE IF NOT EXISTS targets (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	providerType TEXT NOT NULL,
	identifier TEXT NOT NULL COLLATE NOCASE UNIQUE
);
CREATE INDEX IF NOT EXISTS targets_of_user ON targets (userId);
