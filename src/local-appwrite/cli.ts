import { parseArgs } from 'node:util';
import { createLocalAppwrite } from './app.ts';
import { databaseFile } from './database-file.ts';
import { listen } from './listener.ts';

/** Serves a local Appwrite until it is told to end; the first line of stdout says where, as JSON. */
export async function run(args: string[]): Promise<void> {
	try {
		const { port, database, fastHash } = readArguments(args);
		const appwrite = createLocalAppwrite({ database, fastHash });
		const listener = await listen(appwrite, port);

		const { projectId, projectName, apiKey } = appwrite;
		const endpoint = `${listener.origin}/v1`;
		console.log(JSON.stringify({ endpoint, projectId, projectName, apiKey }));

		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				listener.close();
				appwrite.close();
				process.exit(0);
			});
		}
	} catch (error) {
		console.error(`local-appwrite: ${describe(error)}`);
		process.exit(1);
	}
}

function readArguments(args: string[]) {
	if (process.env.NODE_ENV === 'production') {
		throw new Error('this is for development, and NODE_ENV is production.');
	}

	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string', default: '9500' },
			host: { type: 'string', default: '127.0.0.1' },
			database: { type: 'string', default: databaseFile() },
			'fast-hash': { type: 'boolean', default: false }
		}
	});

	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`--port ${values.port} is no port.`);
	}
	if (!['127.0.0.1', 'localhost'].includes(values.host)) {
		throw new Error(`--host ${values.host} is refused: it serves this machine alone.`);
	}
	return { port, database: values.database, fastHash: values['fast-hash'] };
}

function describe(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if ('code' in error && error.code === 'EADDRINUSE') {
		return 'the port is taken; choose another one with --port.';
	}
	// parseArgs goes on with advice on positional arguments.
	return error.message.split('. To specify')[0] ?? '';
}
