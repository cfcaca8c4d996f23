import type { RequestEvent } from '@sveltejs/kit';
import { createAdminClient } from './appwrite';
import { AppwriteFailure, raiseFailure } from './appwrite-errors';

/** `misconfigured`: Appwrite answers, and does not take our project or key. */
type Backend = 'up' | 'down' | 'misconfigured';

const FRESH_MS = 5_000;

let backend: Backend | undefined;
let asking: Promise<Backend> | undefined;
let askedAt = 0;

/**
 * Whether this process should be sent visitors. An outage of Appwrite is told but is no reason not to: it would take
 * all instances away at once, and with them the pages that need no Appwrite. Neither need it ask whether the process
 * is ending: adapter-node closes the port at the signal, and each connection after the request that it is busy with.
 */
export async function readReadiness(event: RequestEvent) {
	const appwrite = await knownBackend(event);
	return { isReady: appwrite !== 'misconfigured', appwrite };
}

/** As it was some seconds ago, so that neither Appwrite nor the one who asks waits for the other. */
async function knownBackend(event: RequestEvent): Promise<Backend> {
	if (Date.now() - askedAt >= FRESH_MS) {
		askedAt = Date.now();
		asking = askBackend(event).then((answer) => (backend = answer));
	}
	return backend ?? asking ?? 'down';
}

async function askBackend(event: RequestEvent): Promise<Backend> {
	try {
		await createAdminClient(event, raiseFailure).ping();
		return 'up';
	} catch (thrown) {
		const isMisconfigured =
			thrown instanceof AppwriteFailure && thrown.failure.kind === 'misconfigured';
		return isMisconfigured ? 'misconfigured' : 'down';
	}
}
