import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { projectTable, type Project } from './tables/project.ts';
import { sessionsTable, type Sessions } from './tables/sessions.ts';
import { targetsTable, type Targets } from './tables/targets.ts';
import { usersTable, type Users } from './tables/users.ts';

/** Everything that is kept, a table a name. */
export interface Store {
	project: Project;
	users: Users;
	sessions: Sessions;
	targets: Targets;
	transaction: Database['transaction'];
}

export function createStore(db: Database, clock: Clock): Store {
	return {
		project: projectTable(db),
		users: usersTable(db, clock),
		sessions: sessionsTable(db, clock),
		targets: targetsTable(db, clock),
		transaction: db.transaction
	};
}
