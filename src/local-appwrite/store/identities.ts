import type { Clock } from '../core/clock.ts';
import { createId } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';
import { findList, type ListRequest } from '../queries/list.ts';
import { createSchema } from '../queries/schema.ts';
import type { ProviderTokens } from './sessions.ts';

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

/** What identities may be asked for by. */
export const identitySchema = createSchema({
	userId: { column: 'userId', type: 'text' },
	provider: { column: 'provider', type: 'text' },
	providerUid: { column: 'providerUid', type: 'text' },
	providerEmail: { column: 'providerEmail', type: 'text' },
	providerAccessTokenExpiry: { column: 'providerAccessTokenExpiry', type: 'time' }
});

export type Identities = ReturnType<typeof identitiesTable>;

export function identitiesTable(db: Database, clock: Clock) {
	return {
		/** @param userId whose identities these are; everybody's if it is left out */
		list(request: ListRequest, userId?: string) {
			const source = { table: 'identities', schema: identitySchema };
			if (userId === undefined) return findList<Identity>(db, { ...source, noun: 'User' }, request);

			const condition = { text: 'userId = @userId', parameters: { userId } };
			return findList<Identity>(db, { ...source, noun: 'Identity', condition }, request);
		},

		/** Whosever it is. */
		byId: (id: string) => db.get<Identity>('SELECT * FROM identities WHERE id = @id', { id }),

		ofUser: (userId: string, provider: string) =>
			db.get<Identity>(
				'SELECT * FROM identities WHERE userId = @userId AND provider = @provider ORDER BY sequence',
				{ userId, provider }
			),

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

		updateTokens(id: string, tokens: ProviderTokens): void {
			db.run(
				`UPDATE identities SET updatedAt = @now, providerAccessToken = @providerAccessToken,
				providerAccessTokenExpiry = @providerAccessTokenExpiry,
				providerRefreshToken = @providerRefreshToken WHERE id = @id`,
				{ ...tokens, id, now: clock.now() }
			);
		},

		delete: (id: string) => db.run('DELETE FROM identities WHERE id = @id', { id })
	};
}
