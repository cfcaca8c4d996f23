import { challengesTable, type Challenges } from '../account/mfa/challenges-table.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../database/database.ts';
import { messagesTable, type Messages } from '../mail/messages.ts';
import { keysTable, type Keys } from '../project/keys.ts';
import { defaultSettings, projectTable, type Project } from '../project/project.ts';
import { authenticatorsTable, type Authenticators } from './authenticators.ts';
import { identitiesTable, type Identities } from './identities.ts';
import { logsTable, type Logs } from './logs.ts';
import { sessionsTable, type Sessions } from './sessions.ts';
import { targetsTable, type Targets } from './targets.ts';
import { tokensTable, type Tokens } from './tokens.ts';
import { usersTable, type Users } from './users.ts';

/** Everything that is kept, a table a name. */
export interface Store {
	project: Project;
	keys: Keys;
	users: Users;
	sessions: Sessions;
	targets: Targets;
	tokens: Tokens;
	messages: Messages;
	authenticators: Authenticators;
	challenges: Challenges;
	identities: Identities;
	logs: Logs;
	transaction: Database['transaction'];
	/** Leaves nothing but the project and its key. */
	reset(): void;
}

export function createStore(db: Database, clock: Clock): Store {
	const keys = keysTable(db, clock);
	const project = projectTable(db);
	return {
		project,
		keys,
		users: usersTable(db, clock),
		sessions: sessionsTable(db, clock),
		targets: targetsTable(db, clock),
		tokens: tokensTable(db, clock),
		messages: messagesTable(db, clock),
		authenticators: authenticatorsTable(db),
		challenges: challengesTable(db, clock),
		identities: identitiesTable(db, clock),
		logs: logsTable(db, clock),
		transaction: db.transaction,
		reset() {
			db.transaction(() => {
				// All that belongs to a user goes with them.
				for (const table of ['users', 'messages', 'logs']) db.run(`DELETE FROM ${table}`);
				keys.deleteOthers();
				project.update(defaultSettings);
			});
		}
	};
}
