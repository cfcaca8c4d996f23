import type { Database } from '../database/database.ts';

/** An app that makes codes for a user. */
export interface Authenticator {
	userId: string;
	/** In base32. */
	secret: string;
	/** 1 once the user has shown a code of it. */
	verified: number;
}

export type Authenticators = ReturnType<typeof authenticatorsTable>;

export function authenticatorsTable(db: Database) {
	return {
		ofUser: (userId: string) =>
			db.get<Authenticator>('SELECT * FROM authenticators WHERE userId = @userId', { userId }),

		/** Takes the place of one that was never verified. */
		enrol: (userId: string, secret: string) =>
			db.run('INSERT OR REPLACE INTO authenticators (userId, secret) VALUES (@userId, @secret)', {
				userId,
				secret
			}),

		verify: (userId: string) =>
			db.run('UPDATE authenticators SET verified = 1 WHERE userId = @userId', { userId }),

		/** Answers the number of authenticators that there were. */
		delete: (userId: string) =>
			db.run('DELETE FROM authenticators WHERE userId = @userId', { userId })
	};
}
