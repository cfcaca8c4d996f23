import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { createId } from '../secrets.ts';

/** A user's account with an OAuth2 provider. */
export interface Identity {
	id: string;
	createdAt: number;
	updatedAt: number;
	userId: string;
	provider: string;
	providerUid: string;
	providerEmail: string;
	providerAccessToken: string;
	providerAccessTokenExpiry: number | null;
	providerRefreshToken: string;
}

export type NewIdentity = Omit<Identity, 'id' | 'createdAt' | 'updatedAt'>;

export type Identities = ReturnType<typeof identitiesTable>;

export function identitiesTable(db: Database, clock: Clock) {
	return {
		/** Whosever it is. */
		byId: (id: string) => db.get<Identity>('SELECT * FROM identities WHERE id = @id', { id }),

		byProvider: (provider: string, providerUid: string) =>
			db.get<Identity>(
				'SELECT * FROM identities WHERE provider = @provider AND providerUid = @providerUid',
				{ provider, providerUid }
			),

		/** @param butOf id of a user whose own identities do not count */
		byEmail: (email: string, butOf = '') =>
			db.get<Identity>(
				'SELECT * FROM identities WHERE providerEmail = @email AND userId <> @butOf',
				{ email, butOf }
			),

		create(identity: NewIdentity): Identity {
			const now = clock.now();
			const row = { ...identity, id: createId(now), createdAt: now, updatedAt: now };
			db.run(
				`INSERT INTO identities
				(id, createdAt, updatedAt, userId, provider, providerUid, providerEmail,
				providerAccessToken, providerAccessTokenExpiry, providerRefreshToken)
				VALUES
				(@id, @createdAt, @updatedAt, @userId, @provider, @providerUid, @providerEmail,
				@providerAccessToken, @providerAccessTokenExpiry, @providerRefreshToken)`,
				row
			);
			return row;
		},

		delete: (id: string) => db.run('DELETE FROM identities WHERE id = @id', { id })
	};
}
