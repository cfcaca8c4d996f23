import Sqlite from 'libsql';

export type Value = string | number | boolean | null;

/** SQLite with named parameters: `get('… WHERE id = @id', { id })`. */
export interface Database {
	get<Row>(sql: string, parameters?: Record<string, Value>): Row | undefined;
	all<Row>(sql: string, parameters?: Record<string, Value>): Row[];
	/** Returns the number of rows that changed. */
	run(sql: string, parameters?: Record<string, Value>): number;
	/** Runs several statements, without parameters. */
	execute(sql: string): void;
	/** Runs all of the work or none of it. */
	transaction<Result>(work: () => Result): Result;
	close(): void;
}

/** libsql adds how long it took to find a single row. */
interface Timed {
	_metadata?: unknown;
}

/**
 * Connects to a database file as it is.
 * @param file an existing file, or `:memory:`
 */
export function connect(file: string): Database {
	const sqlite = new Sqlite(file);
	const statements = new Map<string, Sqlite.Statement>();
	const prepare = (sql: string) => {
		const statement = statements.get(sql) ?? sqlite.prepare(sql);
		statements.set(sql, statement);
		return statement;
	};

	return {
		get<Row>(sql: string, parameters = {}) {
			const row = prepare(sql).get(toSqlite(parameters)) as (Row & Timed) | undefined;
			delete row?._metadata;
			return row;
		},
		all: <Row>(sql: string, parameters = {}) => prepare(sql).all(toSqlite(parameters)) as Row[],
		run: (sql, parameters = {}) => prepare(sql).run(toSqlite(parameters)).changes,
		execute: (sql) => void sqlite.exec(sql),
		transaction: (work) => sqlite.transaction(work).immediate() as ReturnType<typeof work>,
		close() {
			// libsql releases a file only when its statements are collected, so no write may wait in the log until then.
			sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
			sqlite.close();
		}
	};
}

/** libsql ends the whole process when it meets a boolean. */
function toSqlite(parameters: Record<string, Value>): Record<string, string | number | null> {
	const entries = Object.entries(parameters).map(([name, value]) => [
		name,
		typeof value === 'boolean' ? Number(value) : value
	]);
	return Object.fromEntries(entries);
}
