import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { connect, type Database } from './database.ts';
import { migrate, UnknownDatabase, type Migrations } from './migrations.ts';

/** SQLite's codes for a file that is no database, or a damaged one. */
const unreadable = ['SQLITE_NOTADB', 'SQLITE_CORRUPT'];

/**
 * Opens a database and brings its tables up to date. A file that cannot be used is set aside for a new one. If a
 * migration fails, the file stays as it was and this throws.
 * @param file a path, created with its folder if missing, or `:memory:`
 */
export function openDatabase(file: string, migrations: Migrations): Database {
	if (file !== ':memory:') createPrivateFile(file);

	const db = connect(file);
	try {
		prepare(db, migrations);
		return db;
	} catch (error) {
		close(db);
		const reason = findReason(error);
		if (!reason) throw new Error(`${file} is unchanged, as ${messageOf(error)}.`, { cause: error });

		setAside(file, reason);
		return openDatabase(file, migrations);
	}
}

/** The file holds keys, password hashes and mails: no other user of this machine may read it. */
function createPrivateFile(file: string): void {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	closeSync(openSync(file, 'a', 0o600));
}

function prepare(db: Database, migrations: Migrations): void {
	db.execute(`
		PRAGMA journal_mode = WAL;
		PRAGMA synchronous = NORMAL;
		PRAGMA busy_timeout = 5000;
	`);
	migrate(db, migrations);
}

/** Why the file cannot be used at all; nothing if the fault lies elsewhere. */
function findReason(error: unknown): string | undefined {
	if (error instanceof UnknownDatabase) return error.message;
	const isUnreadable =
		error instanceof Error && 'code' in error && unreadable.includes(String(error.code));
	return isUnreadable ? 'it cannot be read' : undefined;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function close(db: Database): void {
	try {
		db.close();
	} catch {
		// What is no database cannot be written back either.
	}
}

/** Gives the file and its log a name that no other file has. */
function setAside(file: string, reason: string): void {
	let name = `${file}.old`;
	for (let number = 2; existsSync(name); number += 1) name = `${file}.old${number}`;

	for (const suffix of ['', '-wal', '-shm']) {
		if (existsSync(file + suffix)) renameSync(file + suffix, name + suffix);
	}
	console.error(`The local Appwrite begins a new ${file}: ${reason}. The old file is now ${name}.`);
}
