import type { Database } from './database.ts';

/** One change to the tables: SQL, or a function that also changes rows. */
export type Migration = string | ((db: Database) => void);

/**
 * The migrations of the shared tables and of each service, by owner and in order. The number of migrations is the
 * version of that owner's tables, so a released migration never changes and a new one goes to the end.
 */
export type Migrations = ReadonlyMap<string, readonly Migration[]>;

/** `user_version` of a database that records its versions in the table `migrations`. */
const NUMBERED = 1;
/** `user_version` of a database from before there were migrations. Its tables are those of the first one. */
const UNNUMBERED = 1_512_481_449;
/** The owner of that first migration. */
const FIRST_OWNER = 'store';

/** A database that this code cannot use, because other code made it. */
export class UnknownDatabase extends Error {}

/**
 * Brings the tables up to date, all of them or none. Throws `UnknownDatabase`, and whatever a migration throws.
 */
export function migrate(db: Database, migrations: Migrations): void {
	// A migration that rebuilds a table drops the old one, which would delete all rows that refer to it.
	db.execute('PRAGMA foreign_keys = OFF');
	try {
		db.transaction(() => {
			const versions = readVersions(db);
			for (const [owner, steps] of migrations) {
				applySteps(db, { owner, steps, version: versions.get(owner) ?? 0 });
			}
		});
	} finally {
		db.execute('PRAGMA foreign_keys = ON');
	}
}

/** The version of each owner's tables. */
function readVersions(db: Database): Map<string, number> {
	const { user_version: format } = db.get<{ user_version: number }>('PRAGMA user_version') ?? {};
	if (format === NUMBERED) return listVersions(db);

	const isNew = format === 0 && !db.get('SELECT name FROM sqlite_schema');
	if (!isNew && format !== UNNUMBERED) throw new UnknownDatabase('another program made it');
	db.execute(`
		CREATE TABLE migrations (owner TEXT PRIMARY KEY, version INTEGER NOT NULL);
		PRAGMA user_version = ${NUMBERED};
	`);
	if (!isNew) saveVersion(db, FIRST_OWNER, 1);
	return listVersions(db);
}

function listVersions(db: Database): Map<string, number> {
	const rows = db.all<{ owner: string; version: number }>('SELECT * FROM migrations');
	return new Map(rows.map(({ owner, version }) => [owner, version]));
}

function saveVersion(db: Database, owner: string, version: number): void {
	db.run('INSERT OR REPLACE INTO migrations (owner, version) VALUES (@owner, @version)', {
		owner,
		version
	});
}

interface Steps {
	owner: string;
	steps: readonly Migration[];
	/** How many of the steps the database has behind it. */
	version: number;
}

function applySteps(db: Database, { owner, steps, version }: Steps): void {
	if (version > steps.length) throw new UnknownDatabase('a newer local Appwrite made it');
	if (version === steps.length) return;

	for (const step of steps.slice(version)) {
		if (typeof step === 'string') db.execute(step);
		else step(db);
	}
	checkReferences(db);
	saveVersion(db, owner, steps.length);
}

/** SQLite checks no references while foreign keys are off. */
function checkReferences(db: Database): void {
	const [broken] = db.all<{ table: string }>('PRAGMA foreign_key_check');
	if (broken)
		throw new Error(`a migration leaves a row of ${broken.table} without the row it refers to`);
}
