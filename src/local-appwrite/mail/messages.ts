import type { Clock } from '../core/clock.ts';
import { createId } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';

/** How many are kept: the newest. */
const KEPT = 1000;

/** A mail or an SMS that nobody has sent. */
export interface Message {
	id: string;
	createdAt: number;
	/** An e-mail address or a phone number. */
	recipient: string;
	/** Empty for an SMS, as is `html`. */
	subject: string;
	text: string;
	html: string;
	/** A JSON list of addresses. */
	links: string;
	otp: string | null;
}

export type Messages = ReturnType<typeof messagesTable>;

export function messagesTable(db: Database, clock: Clock) {
	return {
		newest: () => db.all<Message>('SELECT * FROM messages ORDER BY sequence DESC'),

		/** The newest first. */
		to: (recipient: string) =>
			db.all<Message>(
				'SELECT * FROM messages WHERE recipient = @recipient ORDER BY sequence DESC',
				{ recipient }
			),

		byId: (id: string) => db.get<Message>('SELECT * FROM messages WHERE id = @id', { id }),

		create(message: Omit<Message, 'id' | 'createdAt'>) {
			const now = clock.now();
			db.run(
				`INSERT INTO messages (id, createdAt, recipient, subject, text, html, links, otp)
				VALUES (@id, @now, @recipient, @subject, @text, @html, @links, @otp)`,
				{ ...message, id: createId(now), now }
			);
			db.run(
				'DELETE FROM messages WHERE sequence <= (SELECT MAX(sequence) FROM messages) - @kept',
				{ kept: KEPT }
			);
		},

		clear: () => db.run('DELETE FROM messages')
	};
}
