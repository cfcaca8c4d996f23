import { parseArgs } from 'node:util';
import { createLocalAppwrite } from './app.ts';
import { readVersion } from './core/version.ts';
import { databaseFile, defaultVersion } from './environment.ts';
import { listen } from './listener.ts';
import { isLocalProvider, localProviderIds, type ProviderId } from './oauth2/providers.ts';

/** Serves a local Appwrite until it is told to end; the first line of stdout says where, as JSON. */
export async function run(args: string[]): Promise<void> {
	try {
		const { close, ...announcement } = await serve(args);
		console.log(JSON.stringify(announcement));

		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				close();
				process.exit(0);
			});
		}
	} catch (error) {
		console.error(`local-appwrite: ${error instanceof Error ? error.message : error}`);
		process.exit(1);
	}
}

/** Throws, in words for whoever typed the command, if it cannot be followed. */
export async function serve(args: string[]) {
	if (process.env.NODE_ENV === 'production') {
		throw new Error('this is for development, and NODE_ENV is production.');
	}

	const { port, ...options } = readArguments(args);
	const appwrite = createLocalAppwrite(options);
	const listener = await listen(appwrite, port).catch((error) => {
		if (error.code !== 'EADDRINUSE') throw error;
		throw new Error(`port ${port} is taken; choose another one with --port.`);
	});

	const { origin } = listener;
	const { projectId, projectName, apiKey, controlPath } = appwrite;
	return {
		endpoint: `${origin}/v1`,
		projectId,
		projectName,
		apiKey,
		mailbox: `${origin}/mailbox`,
		control: `${origin}${controlPath}`,
		oidc: `${origin}/oidc`,
		close() {
			listener.close();
			appwrite.close();
		}
	};
}

function readArguments(args: string[]) {
	const { values } = parseArguments(args);

	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`--port ${values.port} is no port.`);
	}
	if (!['127.0.0.1', 'localhost'].includes(values.host)) {
		throw new Error(`--host ${values.host} is refused: it serves this machine alone.`);
	}
	return {
		port,
		version: readVersion(values.appwrite),
		passkeys: values.passkeys,
		database: values.database,
		fastHash: values['fast-hash'],
		rateLimits: values['rate-limits'],
		providers: values.providers.split(',').map(readProvider)
	};
}

function readProvider(id: string): ProviderId {
	if (isLocalProvider(id)) return id;
	throw new Error(`--providers takes ${localProviderIds.join(', ')}, and not ${id}.`);
}

function parseArguments(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				appwrite: { type: 'string', default: defaultVersion() },
				port: { type: 'string', default: '9500' },
				host: { type: 'string', default: '127.0.0.1' },
				database: { type: 'string', default: databaseFile() },
				'fast-hash': { type: 'boolean', default: false },
				passkeys: { type: 'boolean', default: false },
				providers: { type: 'string', default: 'oidc' },
				'rate-limits': { type: 'boolean', default: false }
			}
		});
	} catch (error) {
		// Node goes on with advice on positional arguments, of which there are none.
		const [problem = ''] = String(error instanceof Error ? error.message : error).split('. To');
		throw new Error(problem, { cause: error });
	}
}
