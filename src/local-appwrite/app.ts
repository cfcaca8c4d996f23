import { Hono } from 'hono';
import { answerError } from './answers.ts';
import { writeLog } from './audit.ts';
import { checkClient, checkRequest } from './checks.ts';
import { createClock } from './clock.ts';
import { control } from './control/control.ts';
import { openDatabase } from './database.ts';
import { demoAccount } from './demo-account.ts';
import type { Call, Declaration, Endpoint, Services } from './endpoint.ts';
import { AppwriteError } from './errors.ts';
import { createFaults } from './faults.ts';
import { createLocalProvider } from './oauth2/local-provider.ts';
import type { ProviderId } from './oauth2/providers.ts';
import { createPasswords } from './passwords.ts';
import { createRateLimits } from './rate-limits.ts';
import { account } from './routes/account.ts';
import { authenticators } from './routes/authenticators.ts';
import { avatars } from './routes/avatars.ts';
import { challenges } from './routes/challenges.ts';
import { health } from './routes/health.ts';
import { jwts } from './routes/jwts.ts';
import { identities } from './routes/identities.ts';
import { locale } from './routes/locale.ts';
import { logs } from './routes/logs.ts';
import { mailbox } from './routes/mailbox.ts';
import { mfa } from './routes/mfa.ts';
import { oauth2 } from './routes/oauth2.ts';
import { oauth2Callback } from './routes/oauth2-callback.ts';
import { oidc } from './routes/oidc.ts';
import { ping } from './routes/ping.ts';
import { recoveryCodes } from './routes/recovery-codes.ts';
import { recovery } from './routes/recovery.ts';
import { sessions } from './routes/sessions.ts';
import { targets } from './routes/targets.ts';
import { tokenSessions } from './routes/token-sessions.ts';
import { tokens } from './routes/tokens.ts';
import { users } from './routes/users.ts';
import { usersContacts } from './routes/users-contacts.ts';
import { usersFlags } from './routes/users-flags.ts';
import { usersIdentities } from './routes/users-identities.ts';
import { usersImports } from './routes/users-imports.ts';
import { usersLogs } from './routes/users-logs.ts';
import { usersMfa } from './routes/users-mfa.ts';
import { usersSessions } from './routes/users-sessions.ts';
import { usersTargets } from './routes/users-targets.ts';
import { usersTokens } from './routes/users-tokens.ts';
import { usersUpdates } from './routes/users-updates.ts';
import { verifications } from './routes/verifications.ts';
import { randomHex } from './secrets.ts';
import { createStore } from './store.ts';
import { readPath, transport } from './transport.ts';

const endpoints: Endpoint[] = [
	...account,
	...sessions,
	...tokenSessions,
	...tokens,
	...recovery,
	...verifications,
	...oauth2,
	...jwts,
	...mfa,
	...authenticators,
	...challenges,
	...recoveryCodes,
	...targets,
	...identities,
	...logs,
	// Before `/users/{userId}`, which they would be taken for.
	...usersIdentities,
	...usersImports,
	...users,
	...usersUpdates,
	...usersContacts,
	...usersFlags,
	...usersSessions,
	...usersTokens,
	...usersMfa,
	...usersTargets,
	...usersLogs,
	...locale,
	...avatars,
	...health,
	...ping
];

export interface LocalAppwriteOptions {
	/** A file, made if it is missing, or `:memory:`. */
	database: string;
	/** Password hashes that cost nothing, for tests. */
	fastHash?: boolean;
	/** Whether requests are counted and in the end refused, as at a real Appwrite. */
	rateLimits?: boolean;
	/** Which OAuth2 providers the project has switched on. */
	providers?: readonly ProviderId[];
}

export type LocalAppwrite = ReturnType<typeof createLocalAppwrite>;

/** An Appwrite 1.9.6 in little: one project, its Account API, kept in SQLite. Requests in, responses out. */
export function createLocalAppwrite({
	database,
	fastHash = false,
	rateLimits = false,
	providers = ['oidc']
}: LocalAppwriteOptions) {
	const clock = createClock();
	const db = openDatabase(database);
	const store = createStore(db, clock);
	const services: Services = {
		store,
		clock,
		passwords: createPasswords(fastHash),
		rateLimits: createRateLimits(clock, rateLimits),
		localProvider: createLocalProvider(clock, providers)
	};

	const faults = createFaults();
	const controlPath = `/control/${randomHex(32)}`;

	const app = new Hono({ getPath: readPath });
	app.use(transport(store));
	for (const endpoint of endpoints) mount(app, endpoint, services);
	app.route('/v1/account/sessions/oauth2/callback', oauth2Callback(store));
	app.route('/oidc', oidc(services));
	app.route('/mailbox', mailbox(store));
	app.route(controlPath, control({ ...services, clock, faults }));

	app.notFound(async (c) => {
		try {
			await checkClient(c, services);
			throw new AppwriteError('general_route_not_found');
		} catch (error) {
			return answerError(c, toAppwriteError(error), true);
		}
	});
	app.onError((error, c) => answerError(c, toAppwriteError(error), false));

	const { id: projectId, name: projectName } = store.project;
	return {
		fetch: async (request: Request): Promise<Response> => app.fetch(request),
		projectId,
		projectName,
		apiKey: store.keys.own,
		/** Where tests change settings, the time and more; new with every start. */
		controlPath,
		faults,
		demoAccount: () => demoAccount(services),
		close: db.close
	};
}

function mount(app: Hono, { declaration, handle }: Endpoint, services: Services): void {
	const { method, path, aliases = [] } = declaration;
	const addresses = [path, ...aliases].map((address) => `/v1${address}`);
	app.on(method, addresses, async (c) => {
		try {
			const call = await checkRequest(c, services, declaration);
			const response = await handle(call);
			forgetHits(call, declaration, response.status);
			await writeLog(call, declaration, response);
			return response;
		} catch (error) {
			return answerError(c, toAppwriteError(error), declaration.asPage === true);
		}
	});
}

/** A success, with a key too, gives back the attempts that were used up before it. */
function forgetHits({ rateLimits, limitKeys }: Call, { limit }: Declaration, status: number): void {
	if (limit?.resetOn === status) rateLimits.forget(limit, limitKeys);
}

/** What nobody expected is shown to the developer here and kept from the client, as with Appwrite. */
function toAppwriteError(error: unknown): AppwriteError {
	if (error instanceof AppwriteError) return error;
	console.error(error);
	return new AppwriteError('general_unknown');
}
