import type { Service } from '../http/service.ts';
import { accountRoutes } from './account.ts';
import { identities } from './identities.ts';
import { jwts } from './jwts.ts';
import { logs } from './logs.ts';
import { authenticators } from './mfa/authenticators.ts';
import { challenges } from './mfa/challenges.ts';
import { mfa } from './mfa/mfa.ts';
import { recoveryCodes } from './mfa/recovery-codes.ts';
import { oauth2Callback } from './oauth2/oauth2-callback.ts';
import { oauth2 } from './oauth2/oauth2.ts';
import { passkeys } from './passkeys/part.ts';
import { sessions } from './sessions/sessions.ts';
import { tokenSessions } from './sessions/token-sessions.ts';
import { targets } from './targets.ts';
import { mailCodes } from './tokens/mail-codes.ts';
import { recovery } from './tokens/recovery.ts';
import { tokens } from './tokens/tokens.ts';
import { verifications } from './tokens/verifications.ts';

/** Account: what people do with their own account. */
export const account: Service = {
	name: 'account',
	scopes: {
		guests: ['sessions.write'],
		users: ['account', 'targets.read', 'targets.write'],
		grantable: ['sessions.read', 'sessions.write', 'targets.read', 'targets.write'],
		projectKey: ['sessions.write']
	},
	endpoints: [
		...accountRoutes,
		...sessions,
		...tokenSessions,
		...tokens,
		...recovery,
		...verifications,
		...mailCodes,
		...oauth2,
		...jwts,
		...mfa,
		...authenticators,
		...challenges,
		...recoveryCodes,
		...passkeys.endpoints,
		...targets,
		...identities,
		...logs
	],
	migrations: passkeys.migrations,
	policies: passkeys.policies,
	reset: passkeys.reset,
	routes: oauth2Callback
};
