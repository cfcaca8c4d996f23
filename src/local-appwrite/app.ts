import { Hono } from 'hono';
import { account } from './account/account.ts';
import { identities } from './account/identities.ts';
import { jwts } from './account/jwts.ts';
import { logs } from './account/logs.ts';
import { authenticators } from './account/mfa/authenticators.ts';
import { challenges } from './account/mfa/challenges.ts';
import { mfa } from './account/mfa/mfa.ts';
import { recoveryCodes } from './account/mfa/recovery-codes.ts';
import { oauth2Callback } from './account/oauth2/oauth2-callback.ts';
import { oauth2 } from './account/oauth2/oauth2.ts';
import { sessions } from './account/sessions/sessions.ts';
import { tokenSessions } from './account/sessions/token-sessions.ts';
import { targets } from './account/targets.ts';
import { recovery } from './account/tokens/recovery.ts';
import { tokens } from './account/tokens/tokens.ts';
import { verifications } from './account/tokens/verifications.ts';
import { createPasswords } from './auth/passwords/passwords.ts';
import { avatars } from './avatars/avatars.ts';
import { control } from './control/control.ts';
import { createFaults } from './control/faults.ts';
import { createClock } from './core/clock.ts';
import { AppwriteError } from './core/errors.ts';
import { randomHex } from './core/secrets.ts';
import { openDatabase } from './database/database.ts';
import { demoAccount } from './demo-account.ts';
import { health } from './health/health.ts';
import { ping } from './health/ping.ts';
import { writeLog } from './http/audit.ts';
import { checkClient, checkRequest } from './http/checks.ts';
import type { Call, Declaration, Endpoint, Services } from './http/endpoint.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { answerError } from './http/responses.ts';
import { readPath, transport } from './http/transport.ts';
import { locale } from './locale/locale.ts';
import { mailbox } from './mail/mailbox.ts';
import { createLocalProvider } from './oauth2/local-provider.ts';
import { oidc } from './oauth2/oidc.ts';
import type { ProviderId } from './oauth2/providers.ts';
import { createStore } from './store/store.ts';
import { usersContacts } from './users/contacts.ts';
import { usersFlags } from './users/flags.ts';
import { usersIdentities } from './users/identities.ts';
import { usersImports } from './users/imports.ts';
import { usersLogs } from './users/logs.ts';
import { usersMfa } from './users/mfa.ts';
import { usersSessions } from './users/sessions.ts';
import { usersTargets } from './users/targets.ts';
import { usersTokens } from './users/tokens.ts';
import { usersUpdates } from './users/updates.ts';
import { users } from './users/users.ts';

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
