import type { Clock } from '../core/clock.ts';
import { createId } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';

/** What a token is for; `generic` are those that the Users API makes. */
export type TokenType =
	| 'verification'
	| 'recovery'
	| 'magic-url'
	| 'email'
	| 'phone'
	| 'oauth2'
	| 'passkey'
	| 'recovery-code'
	| 'verification-code'
	| 'generic';

/** A secret that was given to a user and is taken once. */
export interface Token {
	id: string;
	createdAt: number;
	userId: string;
	type: TokenType;
	/** sha256 of the secret. */
	secret: string;
	expire: number;
}

export type Tokens = ReturnType<typeof tokensTable>;

export function tokensTable(db: Database, clock: Clock) {
	return {
		/** The oldest that is good yet and has this secret; only the user's own. */
		bySecret: (userId: string, secret: string, types: TokenType[]) =>
			db.get<Token>(
				`SELECT * FROM tokens
				WHERE userId = @userId AND secret = @secret AND expire >= @now
				AND type IN (SELECT value FROM json_each(@types))
				ORDER BY sequence`,
				{ userId, secret, types: JSON.stringify(types), now: clock.now() }
			),

		create(token: Omit<Token, 'id'>): Token {
			const row = { ...token, id: createId(token.createdAt) };
			db.run(
				`INSERT INTO tokens (id, createdAt, userId, type, secret, expire)
				VALUES (@id, @createdAt, @userId, @type, @secret, @expire)`,
				row
			);
			return row;
		},

		delete: (id: string) => db.run('DELETE FROM tokens WHERE id = @id', { id })
	};
}
