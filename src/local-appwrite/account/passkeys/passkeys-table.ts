import type { Clock } from '../../core/clock.ts';
import type { Database, Value } from '../../database/database.ts';
import { findList, type ListRequest } from '../../queries/list.ts';
import { createSchema } from '../../queries/schema.ts';

export interface Passkey {
	id: string;
	createdAt: number;
	updatedAt: number;
	/** When somebody last signed in with it. */
	accessedAt: number | null;
	userId: string;
	name: string;
	/** Of the registration that made it. */
	challengeId: string;
	/** 0 while the registration goes on. */
	verified: number;
}

/** What is kept of an authenticator, in base64url where it is binary. */
export interface Credential {
	credentialId: string;
	publicKey: string;
	/** Stands for the user, and for nobody outside of these ceremonies. */
	userHandle: string;
	counter: number;
	/** A JSON list. */
	transports: string;
	/** 1 if it can be on several devices, whose counters do not agree. */
	synced: number;
}

export type VerifiedPasskey = Passkey & Credential;

/** What passkeys may be asked for by. */
export const passkeySchema = createSchema({
	name: { column: 'name', type: 'text' },
	accessedAt: { column: 'accessedAt', type: 'time' }
});

/** Seconds after which a registration that was not finished is forgotten. */
const PENDING_LIFETIME = 300;

export function passkeysTable(db: Database, clock: Clock) {
	const find = <Row extends Passkey>(where: string, parameters: Record<string, Value>) =>
		db.get<Row>(`SELECT * FROM passkeys WHERE ${where}`, parameters);

	return {
		/** Verified ones only. */
		list(request: ListRequest, userId: string) {
			const text = 'userId = @userId AND verified = 1';
			const condition = { text, parameters: { userId } };
			const source = { table: 'passkeys', schema: passkeySchema, noun: 'Passkey', condition };
			return findList<VerifiedPasskey>(db, source, request);
		},

		verifiedOfUser: (userId: string) =>
			db.all<VerifiedPasskey>(
				'SELECT * FROM passkeys WHERE userId = @userId AND verified = 1 ORDER BY sequence',
				{ userId }
			),

		/** Verified ones and those whose registration goes on. */
		countOfUser(userId: string): number {
			const begun = clock.now() - PENDING_LIFETIME * 1000;
			db.run('DELETE FROM passkeys WHERE verified = 0 AND createdAt < @begun', { begun });
			const found = db.get<{ total: number }>(
				'SELECT COUNT(*) AS total FROM passkeys WHERE userId = @userId',
				{ userId }
			);
			return found?.total ?? 0;
		},

		/** Whether anybody has one, or is about to. */
		areThereAny: () => find('TRUE LIMIT 1', {}) !== undefined,

		verified: (userId: string, id: string) =>
			find<VerifiedPasskey>('id = @id AND userId = @userId AND verified = 1', { id, userId }),

		pending: (userId: string, id: string) =>
			find('id = @id AND userId = @userId AND verified = 0', { id, userId }),

		byCredential: (credentialId: string) =>
			find<VerifiedPasskey>('credentialId = @credentialId AND verified = 1', { credentialId }),

		deletePending: (userId: string, id: string) =>
			db.run('DELETE FROM passkeys WHERE id = @id AND userId = @userId AND verified = 0', {
				id,
				userId
			}),

		/** Whether the id was free. */
		begin(passkey: Pick<Passkey, 'id' | 'userId' | 'name' | 'challengeId'>): boolean {
			const added = db.run(
				`INSERT INTO passkeys (id, createdAt, updatedAt, userId, name, challengeId)
				VALUES (@id, @now, @now, @userId, @name, @challengeId) ON CONFLICT DO NOTHING`,
				{ ...passkey, now: clock.now() }
			);
			return added > 0;
		},

		/** Nothing if this authenticator has a passkey already. */
		verify(id: string, credential: Credential): Passkey | undefined {
			return db.get<Passkey>(
				`UPDATE OR IGNORE passkeys SET verified = 1, updatedAt = @now,
				credentialId = @credentialId, publicKey = @publicKey, userHandle = @userHandle,
				counter = @counter, transports = @transports, synced = @synced
				WHERE id = @id RETURNING *`,
				{ ...credential, id, now: clock.now() }
			);
		},

		/** Answers it as it is afterwards. */
		rename: (id: string, name: string) =>
			db.get<Passkey>(
				'UPDATE passkeys SET name = @name, updatedAt = @now WHERE id = @id RETURNING *',
				{ id, name, now: clock.now() }
			),

		/** Whether the counter went up where it has to: devices that share a passkey count on their own. */
		use(id: string, counter: number): boolean {
			const used = db.run(
				`UPDATE passkeys SET counter = @counter, accessedAt = @now, updatedAt = @now
				WHERE id = @id AND (synced = 1 OR counter < @counter OR (counter = 0 AND @counter = 0))`,
				{ id, counter, now: clock.now() }
			);
			return used > 0;
		},

		/** Whether it was the user's. */
		delete: (userId: string, id: string): boolean =>
			db.run('DELETE FROM passkeys WHERE id = @id AND userId = @userId', { id, userId }) > 0
	};
}
