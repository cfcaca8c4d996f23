import type { Clock } from '../core/clock.ts';
import type { Database } from '../database/database.ts';

/** What is remembered in all; the oldest is forgotten first. */
const MOST_LOGS = 100_000;

/** Something that a user did. */
export interface Log {
	time: number;
	event: string;
	userId: string;
	/** As they were after it. */
	userEmail: string;
	userName: string;
	ip: string;
	userAgent: string;
}

export type Logs = ReturnType<typeof logsTable>;

export function logsTable(db: Database, clock: Clock) {
	return {
		/** The newest first. */
		ofUser: (userId: string, { limit, offset }: { limit: number; offset: number }) =>
			db.all<Log>(
				`SELECT * FROM logs WHERE userId = @userId
				ORDER BY sequence DESC LIMIT @limit OFFSET @offset`,
				{ userId, limit, offset }
			),

		countOfUser: (userId: string) =>
			db.get<{ total: number }>('SELECT COUNT(*) AS total FROM logs WHERE userId = @userId', {
				userId
			})?.total ?? 0,

		/** Somebody who does not exist any more leaves no trace. */
		add(log: Pick<Log, 'event' | 'userId' | 'ip' | 'userAgent'>): void {
			db.run(
				`INSERT INTO logs (time, event, userId, userEmail, userName, ip, userAgent)
				SELECT @now, @event, id, COALESCE(email, ''), name, @ip, @userAgent
				FROM users WHERE id = @userId`,
				{ ...log, now: clock.now() }
			);
			db.run('DELETE FROM logs WHERE sequence <= (SELECT MAX(sequence) FROM logs) - @most', {
				most: MOST_LOGS
			});
		}
	};
}
