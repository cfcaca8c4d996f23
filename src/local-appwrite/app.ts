import { createPasswords } from './auth/passwords/passwords.ts';
import { control } from './control/control.ts';
import { createFaults } from './control/faults.ts';
import { createClock } from './core/clock.ts';
import { randomHex } from './core/secrets.ts';
import { createVersion, type VersionId } from './core/version.ts';
import { openDatabase } from './database/open.ts';
import { demoAccount } from './demo-account.ts';
import { createRateLimits } from './http/rate-limits.ts';
import type { Resources } from './http/resources.ts';
import { addEndpoint, createRouter } from './http/router.ts';
import { combineScopes } from './http/scopes.ts';
import type { Service } from './http/service.ts';
import { mailbox } from './mail/mailbox.ts';
import { messagesTable } from './mail/messages.ts';
import { createLocalProvider } from './oauth2/local-provider.ts';
import { oidc } from './oauth2/oidc.ts';
import type { ProviderId } from './oauth2/providers.ts';
import { defaultSettings } from './project/settings.ts';
import { services as allServices } from './services.ts';
import { storeMigrations } from './store/migrations.ts';
import { createStore } from './store/store.ts';

export interface LocalAppwriteOptions {
	/** The version of Appwrite to play. */
	version: VersionId;
	/** A file, created if it is missing, or `:memory:`. */
	database: string;
	/** Password hashes that cost nothing, for tests. */
	fastHash?: boolean;
	/** Whether requests are counted and in the end refused, as at a real Appwrite. */
	rateLimits?: boolean;
	/** The OAuth2 providers that are on in the project. */
	providers?: readonly ProviderId[];
	/** Whether the project takes passkeys on `localhost` from the start, where the version has them. */
	passkeys?: boolean;
	services?: readonly Service[];
}

const localPasskeys = {
	authMethods: { ...defaultSettings.authMethods, passkey: true },
	passkeyRpId: 'localhost'
};

export type LocalAppwrite = ReturnType<typeof createLocalAppwrite>;

/** A small Appwrite with one project, kept in SQLite. Requests in, responses out. */
export function createLocalAppwrite({
	version: versionId,
	database,
	fastHash = false,
	rateLimits = false,
	providers = ['oidc'],
	passkeys = false,
	services = allServices
}: LocalAppwriteOptions) {
	const clock = createClock();
	const version = createVersion(versionId);
	const scopes = combineScopes(services.map((service) => service.scopes));
	const db = openDatabase(database, listMigrations(services));
	const store = createStore(db, clock, {
		version,
		keyScopes: scopes.projectKey,
		settings: passkeys ? localPasskeys : {}
	});
	const resources: Resources = {
		store,
		clock,
		version,
		scopes,
		passwords: createPasswords(fastHash),
		rateLimits: createRateLimits(clock, rateLimits),
		localProvider: createLocalProvider(clock, providers)
	};
	const faults = createFaults();
	const controlPath = `/control/${randomHex(32)}`;
	const reset = () => resetAll(resources, services);

	const router = createRouter(resources);
	for (const { endpoints, routes } of services) {
		for (const endpoint of endpoints) addEndpoint(router, endpoint, resources);
		if (routes) router.route('/v1', routes(resources));
	}
	router.route('/oidc', oidc(resources.localProvider));
	router.route('/mailbox', mailbox(store));
	router.route(controlPath, control({ resources, services, clock, faults, reset }));

	const { id: projectId, name: projectName } = store.project;
	return {
		fetch: async (request: Request): Promise<Response> => router.fetch(request),
		version,
		projectId,
		projectName,
		apiKey: store.keys.own,
		/** Where tests change settings, the time and more; new with every start. */
		controlPath,
		faults,
		demoAccount: () => demoAccount(resources),
		close: db.close
	};
}

/** The shared tables first: others refer to them. */
function listMigrations(services: readonly Service[]) {
	const owned = services.map(({ name, migrations = [] }) => [name, migrations] as const);
	return new Map([['store', storeMigrations], ...owned]);
}

/** Deletes everything but the project and its key, and puts back limits and the provider. */
function resetAll(
	{ localProvider, rateLimits, store }: Resources,
	services: readonly Service[]
): void {
	store.transaction(() => {
		store.reset();
		store.table(messagesTable).clear();
		for (const service of services) service.reset?.(store);
	});
	rateLimits.clear();
	localProvider.reset();
}
