import type { Database } from '../../database/database.ts';
import { isText, type Column } from './column.ts';
import type { Index } from './index.ts';
import {
	comparedName,
	foldedName,
	indexName,
	permissionsName,
	rowsName,
	searchName,
	storedNames,
	valueName
} from './names.ts';

/** The tables of SQLite that hold the rows of a table, and who may do what with each. */
export function createRowStorage(db: Database, table: number): void {
	const rows = rowsName(table);
	const permissions = permissionsName(table);
	db.execute(`
		CREATE TABLE ${rows} (
			sequence INTEGER PRIMARY KEY,
			id TEXT NOT NULL COLLATE NOCASE UNIQUE,
			createdAt INTEGER NOT NULL,
			updatedAt INTEGER NOT NULL,
			permissions TEXT NOT NULL
		);
		CREATE INDEX ${rows}_by_creation ON ${rows} (createdAt);
		CREATE INDEX ${rows}_by_update ON ${rows} (updatedAt);
		CREATE TABLE ${permissions} (
			row INTEGER NOT NULL REFERENCES ${rows} (sequence) ON DELETE CASCADE,
			action TEXT NOT NULL,
			role TEXT NOT NULL,
			PRIMARY KEY (action, role, row)
		) WITHOUT ROWID;
		CREATE INDEX ${permissions}_of_row ON ${permissions} (row);
	`);
}

export function dropRowStorage(db: Database, table: number, indexes: Index[]): void {
	for (const index of indexes) dropIndexStorage(db, index);
	db.execute(`DROP TABLE ${permissionsName(table)}; DROP TABLE ${rowsName(table)};`);
}

/** Rows that are there have no value in it, as in Appwrite. */
export function addColumnStorage(db: Database, column: Column): void {
	for (const name of storedNames(column)) {
		const type = name === valueName(column.sequence) ? sqlType(column) : 'TEXT';
		db.execute(`ALTER TABLE ${rowsName(column.tableSequence)} ADD COLUMN ${name} ${type}`);
	}
}

/** Its indexes must be gone. */
export function dropColumnStorage(db: Database, column: Column): void {
	for (const name of storedNames(column)) {
		db.execute(`ALTER TABLE ${rowsName(column.tableSequence)} DROP COLUMN ${name}`);
	}
}

/** Throws SQLite's error if rows that are there have the same values in a unique index. */
export function createIndexStorage(db: Database, index: Index, columns: Column[]): void {
	if (index.type === 'fulltext') return createSearch(db, index, columns);

	const parts = index.columns.map((key, position) => {
		const order = index.orders[position] === 'DESC' ? 'DESC' : 'ASC';
		return `${findStored(key, columns)} ${order}`;
	});
	const unique = index.type === 'unique' ? 'UNIQUE' : '';
	db.execute(
		`CREATE ${unique} INDEX ${indexName(index.sequence)}
		ON ${rowsName(index.tableSequence)} (${parts.join(', ')})`
	);
}

export function dropIndexStorage(db: Database, { type, sequence }: Index): void {
	if (type !== 'fulltext') return db.execute(`DROP INDEX IF EXISTS ${indexName(sequence)}`);
	const search = searchName(sequence);
	db.execute(`
		DROP TRIGGER IF EXISTS ${search}_insert;
		DROP TRIGGER IF EXISTS ${search}_update;
		DROP TRIGGER IF EXISTS ${search}_delete;
		DROP TABLE IF EXISTS ${search};
	`);
}

const systemColumns = new Map([
	['$id', 'id'],
	['$createdAt', 'createdAt'],
	['$updatedAt', 'updatedAt']
]);

function findStored(key: string, columns: Column[]): string {
	const column = columns.find((candidate) => candidate.key === key);
	const name = column ? comparedName(column) : systemColumns.get(key);
	if (!name) throw new Error(`The index has no column ${key}.`);
	return name;
}

/** An FTS5 table that keeps no copy of the texts; triggers hold it to the rows. */
function createSearch(db: Database, { tableSequence, sequence, ...index }: Index, all: Column[]) {
	const search = searchName(sequence);
	const rows = rowsName(tableSequence);
	const columns = index.columns.flatMap((key) => all.filter((column) => column.key === key));
	const names = columns.map((column) => foldedName(column.sequence));
	const list = names.join(', ');
	const values = (row: string) => names.map((name) => `${row}.${name}`).join(', ');
	const add = `INSERT INTO ${search} (rowid, ${list}) VALUES (new.sequence, ${values('new')});`;
	const remove = `INSERT INTO ${search} (${search}, rowid, ${list})
		VALUES ('delete', old.sequence, ${values('old')});`;
	db.execute(`
		CREATE VIRTUAL TABLE ${search} USING fts5 (
			${list}, content = '${rows}', content_rowid = 'sequence', tokenize = "unicode61 tokenchars '_'"
		);
		INSERT INTO ${search} (rowid, ${list}) SELECT sequence, ${list} FROM ${rows};
		CREATE TRIGGER ${search}_insert AFTER INSERT ON ${rows} BEGIN ${add} END;
		CREATE TRIGGER ${search}_delete AFTER DELETE ON ${rows} BEGIN ${remove} END;
		CREATE TRIGGER ${search}_update AFTER UPDATE OF ${list} ON ${rows} BEGIN ${remove} ${add} END;
	`);
}

function sqlType(column: Column): 'TEXT' | 'REAL' | 'INTEGER' {
	if (column.isList || isText(column)) return 'TEXT';
	return column.type === 'double' ? 'REAL' : 'INTEGER';
}
