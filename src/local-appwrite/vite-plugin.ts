import { resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { loadEnv, type Connect, type Plugin, type PreviewServer, type ViteDevServer } from 'vite';
import { createLocalAppwrite, type LocalAppwrite } from './app.ts';
import { databaseFile, defaultVersion } from './environment.ts';
import { listen, type Listener } from './listener.ts';
import { localProviderIds } from './oauth2/providers.ts';

interface Running extends Listener {
	appwrite: LocalAppwrite;
	endpoint: string;
	demo: Awaited<ReturnType<LocalAppwrite['demoAccount']>>;
	serve: ReturnType<typeof getRequestListener>;
}

/** Vite loads its configuration anew when it restarts, so a variable of this module would forget what runs. */
const shared = globalThis as typeof globalThis & { localAppwrite?: Running };

/**
 * Runs a local Appwrite beside `vite dev` and `vite preview` unless `APPWRITE_ENDPOINT` names another one, and points
 * the app to it. Stands before `sveltekit()`, whose servers read the environment right after.
 * @param options.database a file, seen from Vite's root
 */
export function localAppwrite({ database = databaseFile() } = {}): Plugin {
	return {
		name: 'local-appwrite',
		apply: 'serve',

		config({ root = '.', preview }, { mode, isPreview }) {
			const env = loadEnv(mode, resolve(root), '');
			if (!isWanted(env)) return;

			// Every request writes there, which is no reason to look for changed modules.
			const server = { watch: { ignored: [`${resolve(root, database)}*`] } };
			if (!isPreview || env.ORIGIN) return { server };

			process.env.ORIGIN = `http://localhost:${preview?.port ?? 4173}`;
			// The next free port would be another origin, from which the app takes no form.
			return { server, preview: { strictPort: true } };
		},

		// Not earlier: tools that only want to know the configuration run `config` too.
		configureServer: (server) => attach(server, database),
		configurePreviewServer: (server) => attach(server, database)
	};
}

function isWanted({ APPWRITE_ENDPOINT }: Record<string, string>): boolean {
	if (process.env.VITEST) return false;
	return !APPWRITE_ENDPOINT || APPWRITE_ENDPOINT === shared.localAppwrite?.endpoint;
}

async function attach(server: ViteDevServer | PreviewServer, database: string): Promise<void> {
	const { envDir, mode, root } = server.config;
	if (!isWanted(loadEnv(mode, envDir || root, ''))) return;

	stop(shared.localAppwrite);
	const running = await start(resolve(root, database));
	server.middlewares.use(serveLoopback);
	server.httpServer?.once('close', () => stop(running));
	announce(server, running);
}

async function start(database: string): Promise<Running> {
	const appwrite = createLocalAppwrite({
		version: defaultVersion(),
		database,
		providers: localProviderIds,
		passkeys: true
	});
	const listener = await listen(appwrite, 0);
	const endpoint = `${listener.origin}/v1`;
	const serve = getRequestListener(appwrite.fetch, { overrideGlobalObjects: false });
	const demo = await appwrite.demoAccount();
	shared.localAppwrite = { ...listener, appwrite, endpoint, demo, serve };

	process.env.APPWRITE_ENDPOINT = endpoint;
	process.env.APPWRITE_PROJECT_ID = appwrite.projectId;
	process.env.APPWRITE_API_KEY = appwrite.apiKey;
	return shared.localAppwrite;
}

function stop(running: Running | undefined): void {
	if (!running || running !== shared.localAppwrite) return;
	running.close();
	running.appwrite.close();

	delete shared.localAppwrite;
	delete process.env.APPWRITE_ENDPOINT;
	delete process.env.APPWRITE_PROJECT_ID;
	delete process.env.APPWRITE_API_KEY;
}

/** `vite --host` opens the app to the network, but not the mails and accounts that lie here. */
const serveLoopback: Connect.NextHandleFunction = (request, response, next) => {
	const running = shared.localAppwrite;
	if (!running || !/^\/+(v1|mailbox|oidc)([/?]|$)/.test(request.url ?? '')) return next();

	if (!/^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '')) {
		response.statusCode = 403;
		response.end('The local Appwrite is for this machine only.');
		return;
	}
	void running.serve(request, response);
};

function announce(server: ViteDevServer | PreviewServer, { demo }: Running): void {
	const printUrls = server.printUrls.bind(server);
	server.printUrls = () => {
		printUrls();
		const { logger } = server.config;
		const [origin = ''] = server.resolvedUrls?.local ?? [];
		logger.info('  ➜  Appwrite: a local one, as APPWRITE_ENDPOINT is not set');
		logger.info(`  ➜  Mailbox:  ${origin}mailbox`);
		if (demo) logger.info(`  ➜  Sign in:  ${demo.email} / ${demo.password}`);
	};
}
