-- Times are milliseconds since 1970, flags 0 or 1, lists and objects JSON.
-- `sequence` is the order of creation: what Appwrite lists by unless asked otherwise.

CREATE TABLE project (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	settings TEXT NOT NULL DEFAULT '{}',
	-- JWTs are signed with it
	jwtKey TEXT NOT NULL
);

CREATE TABLE keys (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	name TEXT NOT NULL,
	secret TEXT NOT NULL UNIQUE,
	scopes TEXT NOT NULL,
	expire INTEGER
);

CREATE TABLE users (
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
	-- What the Users API says of the password: an import keeps its own kind until it is used.
	hash TEXT NOT NULL DEFAULT 'argon2',
	hashOptions TEXT NOT NULL DEFAULT '{"type":"argon2","memory_cost":7168,"time_cost":5,"threads":1}',
	passwordUpdate INTEGER,
	passwordHistory TEXT NOT NULL DEFAULT '[]',
	mfa INTEGER NOT NULL DEFAULT 0,
	mfaRecoveryCodes TEXT NOT NULL DEFAULT '[]',
	impersonator INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX users_by_name ON users (name COLLATE NOCASE);
CREATE INDEX users_by_creation ON users (createdAt);

-- Full text of what `search` looks through.
CREATE VIRTUAL TABLE users_search USING fts5 (
	id, email, phone, name,
	content = 'users', content_rowid = 'sequence', tokenize = "unicode61 tokenchars '_'"
);
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
	INSERT INTO users_search (rowid, id, email, phone, name)
	VALUES (new.sequence, new.id, new.email, new.phone, new.name);
END;
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
	INSERT INTO users_search (users_search, rowid, id, email, phone, name)
	VALUES ('delete', old.sequence, old.id, old.email, old.phone, old.name);
END;
CREATE TRIGGER users_search_update AFTER UPDATE OF email, phone, name ON users BEGIN
	INSERT INTO users_search (users_search, rowid, id, email, phone, name)
	VALUES ('delete', old.sequence, old.id, old.email, old.phone, old.name);
	INSERT INTO users_search (rowid, id, email, phone, name)
	VALUES (new.sequence, new.id, new.email, new.phone, new.name);
END;

CREATE TABLE sessions (
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
	providerAccessToken TEXT NOT NULL DEFAULT '',
	providerAccessTokenExpiry INTEGER,
	providerRefreshToken TEXT NOT NULL DEFAULT '',
	factors TEXT NOT NULL,
	mfaUpdatedAt INTEGER,
	ip TEXT NOT NULL,
	userAgent TEXT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (userId);
CREATE INDEX sessions_by_provider ON sessions (providerUid, provider);

CREATE TABLE targets (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	name TEXT NOT NULL DEFAULT '',
	providerId TEXT,
	providerType TEXT NOT NULL,
	identifier TEXT NOT NULL COLLATE NOCASE UNIQUE,
	-- Of a push target: a device that is signed out gets no more messages.
	sessionId TEXT REFERENCES sessions (id) ON DELETE CASCADE
);
CREATE INDEX targets_of_user ON targets (userId);
CREATE INDEX targets_of_session ON targets (sessionId);

-- One a user, as TOTP is the only kind.
CREATE TABLE authenticators (
	userId TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
	secret TEXT NOT NULL,
	verified INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE challenges (
	id TEXT PRIMARY KEY,
	createdAt INTEGER NOT NULL,
	userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	factor TEXT NOT NULL,
	code TEXT NOT NULL,
	expire INTEGER NOT NULL
);
CREATE INDEX challenges_of_user ON challenges (userId);

CREATE TABLE identities (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	provider TEXT NOT NULL,
	providerUid TEXT NOT NULL,
	providerEmail TEXT NOT NULL COLLATE NOCASE,
	providerAccessToken TEXT NOT NULL,
	providerAccessTokenExpiry INTEGER,
	providerRefreshToken TEXT NOT NULL,
	UNIQUE (provider, providerUid)
);
CREATE INDEX identities_of_user ON identities (userId);
CREATE INDEX identities_by_email ON identities (providerEmail);

CREATE TABLE logs (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	time INTEGER NOT NULL,
	event TEXT NOT NULL,
	userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	-- The user as they were then.
	userEmail TEXT NOT NULL,
	userName TEXT NOT NULL,
	ip TEXT NOT NULL,
	userAgent TEXT NOT NULL
);
CREATE INDEX logs_of_user ON logs (userId);

-- Secrets that are good for one time.
CREATE TABLE tokens (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	userId TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	type TEXT NOT NULL,
	-- sha256 of the secret
	secret TEXT NOT NULL,
	expire INTEGER NOT NULL
);
CREATE INDEX tokens_of_user ON tokens (userId);

-- Mails and SMS.
CREATE TABLE messages (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	recipient TEXT NOT NULL COLLATE NOCASE,
	subject TEXT NOT NULL,
	text TEXT NOT NULL,
	html TEXT NOT NULL,
	links TEXT NOT NULL,
	otp TEXT
);
CREATE INDEX messages_by_recipient ON messages (recipient);
