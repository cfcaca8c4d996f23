import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'libsql';

export type Value = string | number | boolean | null;

/** SQLite with named parameters: `get('… WHERE id = @id', { id })`. */
export interface Database {
	get<Row>(sql: string, parameters?: Record<string, Value>): Row | undefined;
	all<Row>(sql: string, parameters?: Record<string, Value>): Row[];
	/** Answers the number of rows that changed. */
	run(sql: string, parameters?: Record<string, Value>): number;
	/** All of it or nothing. */
	transaction<Result>(work: () => Result): Result;
	close(): void;
}

/**
 * Opens the database and makes its tables.
 * @param file a path, made with its folder if missing, or `:memory:`
 */
export function openDatabase(file: string): Database {
	if (file !== ':memory:') makePrivateFile(file);

	const sqlite = openTables(file);
	const statements = new Map<string, Sqlite.Statement>();
	const prepare = (sql: string) => {
		const statement = statements.get(sql) ?? sqlite.prepare(sql);
		statements.set(sql, statement);
		return statement;
	};

	return {
		get: <Row>(sql: string, parameters = {}) =>
			prepare(sql).get(toSqlite(parameters)) as Row | undefined,
		all: <Row>(sql: string, parameters = {}) => prepare(sql).all(toSqlite(parameters)) as Row[],
		run: (sql, parameters = {}) => prepare(sql).run(toSqlite(parameters)).changes,
		transaction: (work) => sqlite.transaction(work).immediate() as ReturnType<typeof work>,
		close() {
			// libsql lets go of a file only when its statements are collected, so nothing may wait in the log for that.
			sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
			sqlite.close();
		}
	};
}

/** The key, password hashes and mails lie there: nobody else on this machine may look in. */
function makePrivateFile(file: string): void {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	closeSync(openSync(file, 'a', 0o600));
}

function openTables(file: string): Sqlite.Database {
	const schema = readFileSync(new URL('../store/schema.sql', import.meta.url), 'utf8');
	const version = createHash('sha256').update(schema).digest().readInt32BE();

	const sqlite = connect(file);
	const found = sqlite.pragma('user_version', { simple: true });
	const { user_version: present } = found as { user_version: number };
	if (present === 0) sqlite.exec(`${schema}; PRAGMA user_version = ${version};`);
	if (present === 0 || present === version) return sqlite;

	sqlite.close();
	setAside(file);
	return openTables(file);
}

function connect(file: string): Sqlite.Database {
	const sqlite = new Sqlite(file);
	sqlite.exec(`
		PRAGMA journal_mode = WAL;
		PRAGMA synchronous = NORMAL;
		PRAGMA busy_timeout = 5000;
		PRAGMA foreign_keys = ON;
	`);
	return sqlite;
}

/** There are no migrations: what lies here is for trying things out, and a fresh start beats a refusal. */
function setAside(file: string): void {
	for (const suffix of ['', '-wal', '-shm']) {
		if (existsSync(file + suffix)) renameSync(file + suffix, `${file}.old${suffix}`);
	}
	console.error(`Another version of the local Appwrite made ${file}. It is now ${file}.old.`);
}

/** libsql ends the whole process when it meets a boolean. */
function toSqlite(parameters: Record<string, Value>): Record<string, string | number | null> {
	const entries = Object.entries(parameters).map(([name, value]) => [
		name,
		typeof value === 'boolean' ? Number(value) : value
	]);
	return Object.fromEntries(entries);
}
