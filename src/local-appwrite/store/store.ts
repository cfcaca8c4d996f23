import type { Clock } from '../core/clock.ts';
import type { Database } from '../database/database.ts';
import { keysTable, type Keys } from '../project/keys.ts';
import { projectTable, type Project, type ProjectOptions } from '../project/project.ts';
import { authenticatorsTable, type Authenticators } from './authenticators.ts';
import { identitiesTable, type Identities } from './identities.ts';
import { logsTable, type Logs } from './logs.ts';
import { sessionsTable, type Sessions } from './sessions.ts';
import { targetsTable, type Targets } from './targets.ts';
import { tokensTable, type Tokens } from './tokens.ts';
import { usersTable, type Users } from './users.ts';

/** The queries of a table. */
export type Table<Queries> = (db: Database, clock: Clock) => Queries;

/** All that is kept. The tables named here are shared; a service reaches its own with `table`. */
export interface Store {
	project: Project;
	keys: Keys;
	users: Users;
	sessions: Sessions;
	targets: Targets;
	tokens: Tokens;
	authenticators: Authenticators;
	identities: Identities;
	logs: Logs;
	/** Returns the same object for the same table. */
	table<Queries>(table: Table<Queries>): Queries;
	transaction: Database['transaction'];
	/** Empties the shared tables, but for the project and its key. */
	reset(): void;
}

interface StoreOptions extends ProjectOptions {
	/** What the project's own key is granted. */
	keyScopes: readonly string[];
}

export function createStore(
	db: Database,
	clock: Clock,
	{ keyScopes, ...options }: StoreOptions
): Store {
	const opened = new Map<Table<unknown>, unknown>();
	const keys = keysTable(db, clock, keyScopes);
	const project = projectTable(db, options);
	return {
		project,
		keys,
		users: usersTable(db, clock),
		sessions: sessionsTable(db, clock),
		targets: targetsTable(db, clock),
		tokens: tokensTable(db, clock),
		authenticators: authenticatorsTable(db),
		identities: identitiesTable(db, clock),
		logs: logsTable(db, clock),
		table<Queries>(table: Table<Queries>) {
			if (!opened.has(table)) opened.set(table, table(db, clock));
			return opened.get(table) as Queries;
		},
		transaction: db.transaction,
		reset() {
			// Rows that refer to a user go along with the user.
			db.run('DELETE FROM users');
			keys.deleteOthers();
			project.reset();
		}
	};
}
