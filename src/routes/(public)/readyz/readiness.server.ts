import type { RequestEvent } from '@sveltejs/kit';
import { createAdminClient } from '$lib/server/session/clients';
import { AppwriteFailure, raiseFailure } from '$lib/server/appwrite/failure';
import { isShuttingDown } from '$lib/server/operations/shutdown';
import { within } from '$lib/server/appwrite/deadline';

/** `misconfigured`: Appwrite answers, and does not take our project or key. */
type Backend = 'up' | 'down' | 'misconfigured';

const FRESH_MS = 5_000;
/** Less than who asks waits: a second, by default, in Kubernetes. */
const PING_MS = 800;

let backend: Backend | undefined;
let asking: Promise<Backend> | undefined;
let askedAt = 0;

/**
 * Whether this process should be sent visitors. An outage of Appwrite is told but is no reason not to: it would take
 * all instances away at once, and with them the pages that need no Appwrite.
 */
export async function readReadiness(event: RequestEvent) {
	const isDraining = isShuttingDown();
	const appwrite = await knownBackend(event);
	return { isReady: !isDraining && appwrite !== 'misconfigured', isDraining, appwrite };
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
		await within(PING_MS, createAdminClient(event, raiseFailure).ping());
		return 'up';
	} catch (thrown) {
		const isMisconfigured =
			thrown instanceof AppwriteFailure && thrown.failure.kind === 'misconfigured';
		return isMisconfigured ? 'misconfigured' : 'down';
	}
}
