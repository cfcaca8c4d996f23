import type { Clock } from '../core/clock.ts';
import { createId, randomHex } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';

export interface ApiKey {
	id: string;
	createdAt: number;
	name: string;
	secret: string;
	scopes: string[];
	expire: number | null;
}

export type NewKey = Pick<ApiKey, 'name' | 'scopes' | 'expire'>;
export type Keys = ReturnType<typeof keysTable>;

type Row = Omit<ApiKey, 'scopes'> & { scopes: string };

/**
 * The project's own key and those that were added.
 * @param ownScopes what the own key is granted, also one from an earlier start
 */
export function keysTable(db: Database, clock: Clock, ownScopes: readonly string[]) {
	const first = () => db.get<Row>('SELECT * FROM keys ORDER BY sequence LIMIT 1');
	if (!first()) insert('unique()', { name: 'Local Appwrite', scopes: [], expire: null });
	const own = first();
	if (!own) throw new Error('The project has no key.');
	db.run('UPDATE keys SET scopes = @scopes WHERE id = @id', {
		id: own.id,
		scopes: JSON.stringify(ownScopes)
	});

	function insert(id: string, { name, scopes, expire }: NewKey): ApiKey | undefined {
		const now = clock.now();
		const row = {
			id: id === 'unique()' ? createId(now) : id,
			createdAt: now,
			name,
			secret: `standard_${randomHex(256)}`,
			expire
		};
		const added = db.run(
			`INSERT INTO keys (id, createdAt, name, secret, scopes, expire)
			VALUES (@id, @createdAt, @name, @secret, @scopes, @expire) ON CONFLICT DO NOTHING`,
			{ ...row, scopes: JSON.stringify(scopes) }
		);
		return added ? { ...row, scopes } : undefined;
	}

	return {
		/** The secret of the project's own key. */
		own: own.secret,

		bySecret(secret: string): ApiKey | undefined {
			const key = db.get<Row>('SELECT * FROM keys WHERE secret = @secret', { secret });
			return key && { ...key, scopes: JSON.parse(key.scopes) };
		},

		/** Nothing if the id is taken. */
		create: insert,

		/** Whether there was one; the project's own key stays. */
		delete: (id: string): boolean =>
			db.run('DELETE FROM keys WHERE id = @id AND id <> @own', { id, own: own.id }) > 0,

		deleteOthers: () => db.run('DELETE FROM keys WHERE id <> @own', { own: own.id })
	};
}
