import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { storeMigrations } from '../store/migrations.ts';
import { createTestAppwrite } from '../test-client.ts';
import type { Migration } from './migrations.ts';
import { openDatabase } from './open.ts';

const createNotes = 'CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT NOT NULL)';

let folder: string;
let file: string;
let printed: string[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'local-appwrite-'));
	file = join(folder, 'appwrite.db');
	printed = [];
	vi.spyOn(console, 'error').mockImplementation((line) => void printed.push(line));
});

afterEach(() => {
	vi.restoreAllMocks();
	rmSync(folder, { recursive: true });
});

function open(...steps: Migration[]) {
	return openDatabase(file, new Map([['notes', steps]]));
}

/** Changes the file without any migration. */
function change(sql: string) {
	const sqlite = new Sqlite(file);
	sqlite.exec(sql);
	sqlite.close();
}

describe('a database', () => {
	it('gets the migrations that it lacks, in order and once', () => {
		const before = open(createNotes);
		before.run("INSERT INTO notes VALUES ('a', 'one')");
		before.close();

		const steps: Migration[] = [
			createNotes,
			'ALTER TABLE notes ADD COLUMN author TEXT; CREATE INDEX notes_by_author ON notes (author)',
			(db) => db.run("UPDATE notes SET author = 'ada' || text")
		];
		open(...steps).close();
		const after = open(...steps);
		expect(after.all('SELECT * FROM notes')).toEqual([{ id: 'a', text: 'one', author: 'adaone' }]);
		after.close();
	});

	it('stays as it was when a migration fails halfway', () => {
		const before = open(createNotes);
		before.run("INSERT INTO notes VALUES ('a', 'one')");
		before.close();

		const steps = [createNotes, 'DELETE FROM notes', 'ALTER TABLE notes ADD author; nonsense'];
		expect(() => open(...steps)).toThrow(`${file} is unchanged, as near "nonsense": syntax error`);
		const after = open(createNotes);
		expect(after.all('SELECT * FROM notes')).toEqual([{ id: 'a', text: 'one' }]);
		after.close();
		expect(existsSync(`${file}.old`)).toBe(false);
	});

	it('keeps rows that refer to a table which a migration rebuilds', () => {
		const create = `${createNotes};
			CREATE TABLE tags (name TEXT, noteId TEXT REFERENCES notes (id) ON DELETE CASCADE)`;
		const before = open(create);
		before.execute("INSERT INTO notes VALUES ('a', 'one'); INSERT INTO tags VALUES ('red', 'a')");
		before.close();

		const rebuild = `
			CREATE TABLE fresh (id TEXT PRIMARY KEY, text TEXT);
			INSERT INTO fresh SELECT id, text FROM notes;
			DROP TABLE notes;
			ALTER TABLE fresh RENAME TO notes`;
		const after = open(create, rebuild);
		expect(after.all('SELECT name FROM tags')).toEqual([{ name: 'red' }]);
		after.run('DELETE FROM notes');
		expect(after.all('SELECT name FROM tags')).toEqual([]);
		after.close();
	});

	it('is unchanged when a migration would leave a reference to a missing row', () => {
		const create = `${createNotes};
			CREATE TABLE tags (name TEXT, noteId TEXT REFERENCES notes (id))`;
		open(create).close();

		const breakIt = "INSERT INTO tags VALUES ('red', 'nope')";
		expect(() => open(create, breakIt)).toThrow('leaves a row of tags without the row');
		const after = open(create);
		expect(after.all('SELECT * FROM tags')).toEqual([]);
		after.close();
	});

	it('keeps tables of a service that this code does not know', () => {
		openDatabase(file, new Map([['drafts', ['CREATE TABLE drafts (id TEXT)']]])).close();
		const db = open(createNotes);
		expect(db.all('SELECT * FROM drafts')).toEqual([]);
		db.close();
		expect(existsSync(`${file}.old`)).toBe(false);
	});
});

describe('a database from before there were migrations', () => {
	it('is taken over with its accounts, its sessions and its key', async () => {
		change(`${storeMigrations[0]}; PRAGMA user_version = 1512481449;
			INSERT INTO project (id, name, jwtKey) VALUES ('local-appwrite', 'Local Appwrite', 'key');
			INSERT INTO keys (id, createdAt, name, secret, scopes)
			VALUES ('own', 0, 'Local Appwrite', 'standard_own', '["users.read"]');
			INSERT INTO users (id, createdAt, updatedAt, name, email)
			VALUES ('ada', 0, 0, 'Ada', 'ada@example.com');`);

		const appwrite = createTestAppwrite({ database: file });
		expect(appwrite.apiKey).toBe('standard_own');
		expect((await appwrite.ask('GET', '/users/ada')).body).toMatchObject({
			email: 'ada@example.com'
		});
		const search = await appwrite.ask('GET', '/users?search=ada');
		expect(search.body.total).toBe(1);
		appwrite.close();
		expect(existsSync(`${file}.old`)).toBe(false);
	});
});

describe('a database that cannot be used', () => {
	it('is set aside when newer code made it', () => {
		const newer = open(createNotes, 'ALTER TABLE notes ADD COLUMN author TEXT');
		newer.run("INSERT INTO notes VALUES ('a', 'from the future', 'ada')");
		newer.close();

		const db = open(createNotes);
		expect(db.all('SELECT * FROM notes')).toEqual([]);
		db.close();
		expect(readFileSync(`${file}.old`, 'latin1')).toContain('from the future');
		expect(printed).toEqual([
			`The local Appwrite begins a new ${file}: a newer local Appwrite made it. The old file is now ${file}.old.`
		]);
	});

	it('is set aside when another program made it', () => {
		change('CREATE TABLE cats (name TEXT)');
		open(createNotes).close();
		expect(printed.join()).toContain('another program made it');
		expect(readFileSync(`${file}.old`, 'latin1')).toContain('cats');
	});

	it('is set aside when it cannot be read', () => {
		writeFileSync(file, 'This is a letter. '.repeat(1000));
		open(createNotes).close();
		expect(printed.join()).toContain('it cannot be read');
		expect(readFileSync(`${file}.old`, 'utf8')).toContain('This is a letter.');
	});

	it('never takes the place of a file that was set aside before', () => {
		for (const text of ['first', 'second', 'third']) {
			writeFileSync(file, `${text} `.repeat(1000));
			open(createNotes).close();
		}
		const kept = ['old', 'old2', 'old3'].map((ending) =>
			readFileSync(`${file}.${ending}`, 'utf8').slice(0, 5)
		);
		expect(kept).toEqual(['first', 'secon', 'third']);
	});
});
