import type { Clock } from '../core/clock.ts';
import { createId } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';

export interface Session {
	id: string;
	createdAt: number;
	updatedAt: number;
	userId: string;
	/** sha256 of the secret. */
	secret: string;
	expire: number;
	provider: string;
	providerUid: string;
	/** The next three are empty unless the session was begun in a browser at an OAuth2 provider. */
	providerAccessToken: string;
	providerAccessTokenExpiry: number | null;
	providerRefreshToken: string;
	/** A JSON list. */
	factors: string;
	mfaUpdatedAt: number | null;
	ip: string;
	userAgent: string;
}

/** What an OAuth2 provider hands out to act for somebody there. */
export type ProviderTokens = Pick<
	Session,
	'providerAccessToken' | 'providerAccessTokenExpiry' | 'providerRefreshToken'
>;

export type NewSession = Pick<
	Session,
	| 'createdAt'
	| 'userId'
	| 'secret'
	| 'expire'
	| 'provider'
	| 'providerUid'
	| 'factors'
	| 'ip'
	| 'userAgent'
> &
	Partial<ProviderTokens & Pick<Session, 'mfaUpdatedAt'>>;

export type Sessions = ReturnType<typeof sessionsTable>;

export function sessionsTable(db: Database, clock: Clock) {
	return {
		/** Appwrite looks at the first 1000 sessions of a user only. */
		ofUser: (userId: string) =>
			db.all<Session>(
				'SELECT * FROM sessions WHERE userId = @userId ORDER BY sequence LIMIT 1000',
				{ userId }
			),

		byId: (userId: string, id: string) =>
			db.get<Session>('SELECT * FROM sessions WHERE id = @id AND userId = @userId', {
				id,
				userId
			}),

		ofAnybody: (id: string) => db.get<Session>('SELECT * FROM sessions WHERE id = @id', { id }),

		/** The session that may be used with this secret: never an expired one. */
		bySecret: (userId: string, secret: string) =>
			db.get<Session>(
				`SELECT * FROM sessions
				WHERE secret = @secret AND userId = @userId AND expire >= @now`,
				{ userId, secret, now: clock.now() }
			),

		/** The oldest that was begun in a browser by this person at this provider, also an expired one. */
		byProvider: (provider: string, providerUid: string) =>
			db.get<Session>(
				`SELECT * FROM sessions WHERE providerUid = @providerUid AND provider = @provider
				ORDER BY sequence`,
				{ provider, providerUid }
			),

		create(session: NewSession): Session {
			const { createdAt } = session;
			const row: Session = {
				providerAccessToken: '',
				providerAccessTokenExpiry: null,
				providerRefreshToken: '',
				mfaUpdatedAt: null,
				...session,
				id: createId(createdAt),
				updatedAt: createdAt
			};
			db.run(
				`INSERT INTO sessions
				(id, createdAt, updatedAt, userId, secret, expire, provider, providerUid,
				providerAccessToken, providerAccessTokenExpiry, providerRefreshToken, factors,
				mfaUpdatedAt, ip, userAgent)
				VALUES
				(@id, @createdAt, @updatedAt, @userId, @secret, @expire, @provider, @providerUid,
				@providerAccessToken, @providerAccessTokenExpiry, @providerRefreshToken, @factors,
				@mfaUpdatedAt, @ip, @userAgent)`,
				{ ...row }
			);
			return row;
		},

		extend: (id: string, expire: number) =>
			db.run('UPDATE sessions SET expire = @expire, updatedAt = @now WHERE id = @id', {
				id,
				expire,
				now: clock.now()
			}),

		setFactors: ({ id, factors, mfaUpdatedAt }: Pick<Session, 'id' | 'factors' | 'mfaUpdatedAt'>) =>
			db.run(
				`UPDATE sessions SET factors = @factors, mfaUpdatedAt = @mfaUpdatedAt, updatedAt = @now
				WHERE id = @id`,
				{ id, factors, mfaUpdatedAt, now: clock.now() }
			),

		delete: (id: string) => db.run('DELETE FROM sessions WHERE id = @id', { id }),

		/** @param keep id of a session that stays */
		deleteOfUser: (userId: string, keep = '') =>
			db.run('DELETE FROM sessions WHERE userId = @userId AND id <> @keep', { userId, keep }),

		/** Deletes the oldest above `limit`. */
		trim: (userId: string, limit: number) =>
			db.run(
				`DELETE FROM sessions WHERE sequence IN (
					SELECT sequence FROM sessions WHERE userId = @userId
					ORDER BY sequence DESC LIMIT -1 OFFSET @limit
				)`,
				{ userId, limit }
			)
	};
}
