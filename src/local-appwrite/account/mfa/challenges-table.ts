import type { Clock } from '../../core/clock.ts';
import { createId } from '../../core/secrets.ts';
import type { Database } from '../../database/database.ts';

const HOUR = 60 * 60 * 1000;

/** A question for one more factor. */
export interface Challenge {
	id: string;
	createdAt: number;
	userId: string;
	/** As the client spelled it. */
	factor: string;
	/** What an e-mail or SMS says; the other factors have codes of their own. */
	code: string;
	/** Shown, but never looked at: Appwrite takes the answer later too. */
	expire: number;
}

export function challengesTable(db: Database, clock: Clock) {
	return {
		byId: (userId: string, id: string) =>
			db.get<Challenge>('SELECT * FROM challenges WHERE id = @id AND userId = @userId', {
				id,
				userId
			}),

		create(userId: string, factor: string, code: string): Challenge {
			const now = clock.now();
			const id = createId(now);
			const challenge = { id, createdAt: now, userId, factor, code, expire: now + HOUR };
			db.run(
				`INSERT INTO challenges (id, createdAt, userId, factor, code, expire)
				VALUES (@id, @createdAt, @userId, @factor, @code, @expire)`,
				challenge
			);
			return challenge;
		},

		delete: (id: string) => db.run('DELETE FROM challenges WHERE id = @id', { id })
	};
}
