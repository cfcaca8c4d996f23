import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { createId } from '../secrets.ts';

/** An address at which a user can be reached. */
export interface Target {
	id: string;
	createdAt: number;
	updatedAt: number;
	userId: string;
	providerType: 'email' | 'sms' | 'push';
	identifier: string;
}

export type Targets = ReturnType<typeof targetsTable>;

export function targetsTable(db: Database, clock: Clock) {
	return {
		ofUser: (userId: string) =>
			db.all<Target>('SELECT * FROM targets WHERE userId = @userId ORDER BY sequence', {
				userId
			}),

		/** An address that is a target already stays with whom it belongs to. */
		create: (userId: string, providerType: Target['providerType'], identifier: string) =>
			db.run(
				`INSERT INTO targets (id, createdAt, updatedAt, userId, providerType, identifier)
				VALUES (@id, @now, @now, @userId, @providerType, @identifier)
				ON CONFLICT DO NOTHING`,
				{ id: createId(clock.now()), now: clock.now(), userId, providerType, identifier }
			)
	};
}
