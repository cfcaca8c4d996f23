import type { Clock } from '../../core/clock.ts';
import { createId } from '../../core/secrets.ts';
import type { Database } from '../../database/database.ts';

/** Milliseconds. */
export const CEREMONY_LIFETIME = 300_000;

/** What the answer to a challenge must come with. */
export interface Binding {
	/** The session that asked, whose it is, and the passkey that it is about; all empty at a sign-in. */
	userId: string;
	sessionId: string;
	passkeyId: string;
	/** How the project's passkeys were set up. */
	relyingParty: string;
}

/** A ceremony that somebody began. */
export interface PasskeyChallenge extends Binding {
	id: string;
	createdAt: number;
	expire: number;
	challenge: string;
	/** Of the user whose authenticator is asked for a new passkey. */
	userHandle: string;
}

export function passkeyChallengesTable(db: Database, clock: Clock) {
	return {
		create(given: Omit<PasskeyChallenge, 'id' | 'createdAt' | 'expire'>): PasskeyChallenge {
			const now = clock.now();
			const times = { createdAt: now, expire: now + CEREMONY_LIFETIME };
			const row = { ...given, ...times, id: createId(now) };
			db.run('DELETE FROM passkeyChallenges WHERE expire < @now', { now });
			db.run(
				`INSERT INTO passkeyChallenges
				(id, createdAt, expire, challenge, userId, sessionId, passkeyId, userHandle, relyingParty)
				VALUES
				(@id, @createdAt, @expire, @challenge, @userId, @sessionId, @passkeyId, @userHandle,
				@relyingParty)`,
				{ ...row }
			);
			return row;
		},

		clear: () => db.run('DELETE FROM passkeyChallenges'),

		/** Takes a challenge that is good yet and bound to this; it is gone afterwards. */
		consume: (id: string, binding: Binding) =>
			db.get<PasskeyChallenge>(
				`DELETE FROM passkeyChallenges
				WHERE id = @id AND expire >= @now AND userId = @userId AND sessionId = @sessionId
				AND passkeyId = @passkeyId AND relyingParty = @relyingParty RETURNING *`,
				{ ...binding, id, now: clock.now() }
			)
	};
}
