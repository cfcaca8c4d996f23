import type { Clock } from '../core/clock.ts';
import type { Database, Value } from '../database/database.ts';
import { findList, type ListRequest } from '../queries/list.ts';
import { createSchema } from '../queries/schema.ts';
import { searchCondition } from '../queries/search.ts';
import { UserError } from './errors.ts';

export interface User {
	id: string;
	createdAt: number;
	updatedAt: number;
	accessedAt: number | null;
	name: string;
	/** 0 when blocked. */
	status: number;
	/** JSON, as are `prefs` and `passwordHistory`. */
	labels: string;
	prefs: string;
	email: string | null;
	emailVerification: number;
	phone: string | null;
	phoneVerification: number;
	/** The hash; `null` for somebody who never had a password, `""` for somebody whose password was taken away. */
	password: string | null;
	/** The kind of hash, as the Users API names it. */
	hash: string;
	/** JSON; with `hash` all that it takes to check an imported password. */
	hashOptions: string;
	passwordUpdate: number | null;
	passwordHistory: string;
	mfa: number;
	/** A JSON list of those that are left. */
	mfaRecoveryCodes: string;
	impersonator: number;
}

type Changes = Partial<{ [Column in keyof User]: Value }>;

/** What users may be asked for by. */
export const userSchema = createSchema({
	name: { column: 'name', type: 'text' },
	email: { column: 'email', type: 'text' },
	phone: { column: 'phone', type: 'text' },
	status: { column: 'status', type: 'flag' },
	labels: { column: 'labels', type: 'text', isList: true },
	registration: { column: 'createdAt', type: 'time' },
	passwordUpdate: { column: 'passwordUpdate', type: 'time' },
	emailVerification: { column: 'emailVerification', type: 'flag' },
	phoneVerification: { column: 'phoneVerification', type: 'flag' },
	impersonator: { column: 'impersonator', type: 'flag' }
});

export type Users = ReturnType<typeof usersTable>;

export function usersTable(db: Database, clock: Clock) {
	return {
		byId: (id: string) => db.get<User>('SELECT * FROM users WHERE id = @id', { id }),

		byEmail: (email: string) => db.get<User>('SELECT * FROM users WHERE email = @email', { email }),

		byPhone: (phone: string) => db.get<User>('SELECT * FROM users WHERE phone = @phone', { phone }),

		/** @param search words out of id, e-mail, phone and name; `""` for no search */
		list(request: ListRequest, search: string) {
			const condition = searchCondition('users_search', search);
			const source = { table: 'users', schema: userSchema, noun: 'User', condition };
			return findList<User>(db, source, request);
		},

		count: () => db.get<{ total: number }>('SELECT COUNT(*) AS total FROM users')?.total ?? 0,

		/** A taken id, e-mail or phone number is `user_already_exists`. */
		create(id: string, values: Changes = {}): User {
			const now = clock.now();
			const row = { ...values, id, createdAt: now, updatedAt: now };
			const columns = Object.keys(row);
			const created = db.get<User>(
				`INSERT INTO users (${columns.join(', ')})
				VALUES (${columns.map((column) => `@${column}`).join(', ')})
				ON CONFLICT DO NOTHING RETURNING *`,
				row
			);
			if (!created) throw new UserError('user_already_exists');
			return created;
		},

		/** Answers the user as they are afterwards. */
		update(id: string, changes: Changes): User {
			const assignments = Object.keys(changes).map((column) => `${column} = @${column}`);
			const updated = db.get<User>(
				`UPDATE users SET updatedAt = @now, ${assignments.join(', ')}
				WHERE id = @id RETURNING *`,
				{ ...changes, id, now: clock.now() }
			);
			if (!updated) throw new UserError('user_not_found');
			return updated;
		},

		/** Being seen is no change: `updatedAt` stays. */
		touch: (id: string) =>
			db.run('UPDATE users SET accessedAt = @now WHERE id = @id', { id, now: clock.now() }),

		/** Sessions, targets and all else of the user go with them. */
		delete: (id: string) => db.run('DELETE FROM users WHERE id = @id', { id })
	};
}
