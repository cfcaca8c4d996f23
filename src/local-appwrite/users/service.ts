import type { Service } from '../http/service.ts';
import { contacts } from './contacts.ts';
import { flags } from './flags.ts';
import { identities } from './identities.ts';
import { imports } from './imports.ts';
import { logs } from './logs.ts';
import { mfa } from './mfa.ts';
import { passkeys } from './passkeys.ts';
import { sessions } from './sessions.ts';
import { targets } from './targets.ts';
import { tokens } from './tokens.ts';
import { updates } from './updates.ts';
import { userRoutes } from './users.ts';

/** Users: what servers do with everybody's accounts. */
export const users: Service = {
	name: 'users',
	scopes: {
		grantable: ['users.read', 'users.write'],
		projectKey: ['users.read', 'users.write']
	},
	endpoints: [
		// Before `/users/{userId}`, which would match their paths.
		...identities,
		...imports,
		...userRoutes,
		...updates,
		...contacts,
		...flags,
		...sessions,
		...tokens,
		...mfa,
		...passkeys,
		...targets,
		...logs
	]
};
