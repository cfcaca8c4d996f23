import type { Clock } from '../core/clock.ts';
import { createId } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';
import { findList, type ListRequest } from '../queries/list.ts';
import { createSchema } from '../queries/schema.ts';
import { UserError } from './errors.ts';

/** An address at which a user can be reached. */
export interface Target {
	id: string;
	createdAt: number;
	updatedAt: number;
	userId: string;
	name: string;
	providerId: string | null;
	providerType: 'email' | 'sms' | 'push';
	identifier: string;
	/** Of a push target: it goes when this session does. */
	sessionId: string | null;
}

export type NewTarget = Pick<Target, 'id' | 'userId' | 'providerType' | 'identifier'> &
	Partial<Pick<Target, 'name' | 'providerId' | 'sessionId'>>;

/** What targets may be asked for by. */
export const targetSchema = createSchema({
	userId: { column: 'userId', type: 'text' },
	providerId: { column: 'providerId', type: 'text' },
	identifier: { column: 'identifier', type: 'text' },
	providerType: { column: 'providerType', type: 'text' }
});

export type Targets = ReturnType<typeof targetsTable>;

export function targetsTable(db: Database, clock: Clock) {
	return {
		ofUser: (userId: string) =>
			db.all<Target>('SELECT * FROM targets WHERE userId = @userId ORDER BY sequence', {
				userId
			}),

		/** By the user's id, in one question for all of them. */
		ofUsers(userIds: string[]): Map<string, Target[]> {
			const found = db.all<Target>(
				`SELECT * FROM targets WHERE userId IN (SELECT value FROM json_each(@userIds))
				ORDER BY sequence`,
				{ userIds: JSON.stringify(userIds) }
			);
			const byUser = new Map<string, Target[]>(userIds.map((userId) => [userId, []]));
			for (const target of found) byUser.get(target.userId)?.push(target);
			return byUser;
		},

		list(userId: string, request: ListRequest) {
			const condition = { text: 'userId = @userId', parameters: { userId } };
			const source = { table: 'targets', schema: targetSchema, noun: 'Target', condition };
			return findList<Target>(db, source, request);
		},

		byId: (userId: string, id: string) =>
			db.get<Target>('SELECT * FROM targets WHERE id = @id AND userId = @userId', {
				id,
				userId
			}),

		/** Whoever has it. */
		byIdentifier: (identifier: string) =>
			db.get<Target>('SELECT * FROM targets WHERE identifier = @identifier', { identifier }),

		/** An address that is a target already stays with whom it belongs to. */
		create: (userId: string, providerType: Target['providerType'], identifier: string) =>
			db.run(
				`INSERT INTO targets (id, createdAt, updatedAt, userId, providerType, identifier)
				VALUES (@id, @now, @now, @userId, @providerType, @identifier)
				ON CONFLICT DO NOTHING`,
				{ id: createId(clock.now()), now: clock.now(), userId, providerType, identifier }
			),

		/** A taken id or identifier is `user_target_already_exists`. */
		add(target: NewTarget): Target {
			const added = db.get<Target>(
				`INSERT INTO targets
				(id, createdAt, updatedAt, userId, name, providerId, providerType, identifier, sessionId)
				VALUES
				(@id, @now, @now, @userId, @name, @providerId, @providerType, @identifier, @sessionId)
				ON CONFLICT DO NOTHING RETURNING *`,
				{ name: '', providerId: null, sessionId: null, ...target, now: clock.now() }
			);
			if (!added) throw new UserError('user_target_already_exists');
			return added;
		},

		/** Answers the target as it is afterwards, nothing if another has the identifier. */
		update: (id: string, { name, identifier }: Pick<Target, 'name' | 'identifier'>) =>
			db.get<Target>(
				`UPDATE OR IGNORE targets
				SET name = @name, identifier = @identifier, updatedAt = @now
				WHERE id = @id RETURNING *`,
				{ id, name, identifier, now: clock.now() }
			),

		/** A user's address has changed: the target for it follows, if there is one. */
		move: (userId: string, from: string, to: string) =>
			db.run(
				`UPDATE targets SET identifier = @to, updatedAt = @now
				WHERE userId = @userId AND identifier = @from`,
				{ userId, from, to, now: clock.now() }
			),

		delete: (id: string) => db.run('DELETE FROM targets WHERE id = @id', { id })
	};
}
