import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../database/database.ts';
import { findList, type ListRequest } from '../../queries/list.ts';
import { createSchema } from '../../queries/schema.ts';
import { searchCondition } from '../../queries/search.ts';

/** A database of TablesDB. */
export interface DatabaseEntry {
	sequence: number;
	id: string;
	createdAt: number;
	updatedAt: number;
	name: string;
	/** 0 for one that only keys can use. */
	enabled: number;
}

export const databaseSchema = createSchema({ name: { column: 'name', type: 'text' } });

export function databasesTable(db: Database, clock: Clock) {
	return {
		byId: (id: string) => db.get<DatabaseEntry>('SELECT * FROM databases WHERE id = @id', { id }),

		all: () => db.all<DatabaseEntry>('SELECT * FROM databases ORDER BY sequence'),

		/** @param search words out of ID and name; `""` for no search */
		list(request: ListRequest, search: string) {
			const condition = searchCondition('databases_search', search);
			const source = { table: 'databases', schema: databaseSchema, noun: 'Database', condition };
			return findList<DatabaseEntry>(db, source, request);
		},

		/** Nothing if the ID is taken. */
		create: (id: string, name: string, enabled: boolean) =>
			db.get<DatabaseEntry>(
				`INSERT INTO databases (id, createdAt, updatedAt, name, enabled)
				VALUES (@id, @now, @now, @name, @enabled) ON CONFLICT DO NOTHING RETURNING *`,
				{ id, now: clock.now(), name, enabled }
			),

		update: (sequence: number, name: string, enabled: boolean) =>
			db.get<DatabaseEntry>(
				`UPDATE databases SET updatedAt = @now, name = @name, enabled = @enabled
				WHERE sequence = @sequence RETURNING *`,
				{ sequence, now: clock.now(), name, enabled }
			),

		/** Its tables must be gone. */
		delete: (sequence: number) =>
			db.run('DELETE FROM databases WHERE sequence = @sequence', { sequence })
	};
}
