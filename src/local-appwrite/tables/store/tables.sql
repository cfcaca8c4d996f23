CREATE TABLE databases (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL COLLATE NOCASE UNIQUE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	name TEXT NOT NULL,
	enabled INTEGER NOT NULL
);

-- The rows of each lie in tables of their own, which are made along with it.
CREATE TABLE database_tables (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	databaseSequence INTEGER NOT NULL REFERENCES databases (sequence) ON DELETE CASCADE,
	id TEXT NOT NULL COLLATE NOCASE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	name TEXT NOT NULL,
	permissions TEXT NOT NULL,
	rowSecurity INTEGER NOT NULL,
	enabled INTEGER NOT NULL,
	-- Of its rows, also of those that were refused.
	lastSequence INTEGER NOT NULL DEFAULT 0,
	UNIQUE (databaseSequence, id)
);

CREATE TABLE table_columns (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	tableSequence INTEGER NOT NULL REFERENCES database_tables (sequence) ON DELETE CASCADE,
	key TEXT NOT NULL COLLATE NOCASE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	type TEXT NOT NULL,
	format TEXT NOT NULL,
	size INTEGER NOT NULL,
	required INTEGER NOT NULL,
	isList INTEGER NOT NULL,
	encrypt INTEGER NOT NULL,
	-- JSON, as are the elements.
	standard TEXT NOT NULL,
	elements TEXT NOT NULL,
	minimum REAL,
	maximum REAL,
	status TEXT NOT NULL,
	error TEXT NOT NULL,
	UNIQUE (tableSequence, key)
);

CREATE TABLE table_indexes (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	tableSequence INTEGER NOT NULL REFERENCES database_tables (sequence) ON DELETE CASCADE,
	key TEXT NOT NULL COLLATE NOCASE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	type TEXT NOT NULL,
	-- JSON: keys of columns, lengths of what is indexed of each, and ASC or DESC.
	columns TEXT NOT NULL,
	lengths TEXT NOT NULL,
	orders TEXT NOT NULL,
	status TEXT NOT NULL,
	error TEXT NOT NULL,
	UNIQUE (tableSequence, key)
);

CREATE TABLE transactions (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	createdAt INTEGER NOT NULL,
	updatedAt INTEGER NOT NULL,
	-- Whose it is; nobody's if a key or a guest began it.
	userId TEXT,
	status TEXT NOT NULL,
	operations INTEGER NOT NULL,
	expiresAt INTEGER NOT NULL
);

CREATE TABLE transaction_operations (
	sequence INTEGER PRIMARY KEY AUTOINCREMENT,
	transactionId TEXT NOT NULL REFERENCES transactions (id) ON DELETE CASCADE,
	createdAt INTEGER NOT NULL,
	tableSequence INTEGER NOT NULL,
	rowId TEXT,
	action TEXT NOT NULL,
	data TEXT NOT NULL
);
CREATE INDEX operations_of_transaction ON transaction_operations (transactionId);

CREATE VIRTUAL TABLE databases_search USING fts5 (
	id, name, content = 'databases', content_rowid = 'sequence', tokenize = "unicode61 tokenchars '_'"
);
CREATE TRIGGER databases_search_insert AFTER INSERT ON databases BEGIN
	INSERT INTO databases_search (rowid, id, name) VALUES (new.sequence, new.id, new.name);
END;
CREATE TRIGGER databases_search_delete AFTER DELETE ON databases BEGIN
	INSERT INTO databases_search (databases_search, rowid, id, name)
	VALUES ('delete', old.sequence, old.id, old.name);
END;
CREATE TRIGGER databases_search_update AFTER UPDATE OF name ON databases BEGIN
	INSERT INTO databases_search (databases_search, rowid, id, name)
	VALUES ('delete', old.sequence, old.id, old.name);
	INSERT INTO databases_search (rowid, id, name) VALUES (new.sequence, new.id, new.name);
END;

CREATE VIRTUAL TABLE tables_search USING fts5 (
	id, name,
	content = 'database_tables', content_rowid = 'sequence', tokenize = "unicode61 tokenchars '_'"
);
CREATE TRIGGER tables_search_insert AFTER INSERT ON database_tables BEGIN
	INSERT INTO tables_search (rowid, id, name) VALUES (new.sequence, new.id, new.name);
END;
CREATE TRIGGER tables_search_delete AFTER DELETE ON database_tables BEGIN
	INSERT INTO tables_search (tables_search, rowid, id, name)
	VALUES ('delete', old.sequence, old.id, old.name);
END;
CREATE TRIGGER tables_search_update AFTER UPDATE OF name ON database_tables BEGIN
	INSERT INTO tables_search (tables_search, rowid, id, name)
	VALUES ('delete', old.sequence, old.id, old.name);
	INSERT INTO tables_search (rowid, id, name) VALUES (new.sequence, new.id, new.name);
END;
