import { REDIS_URL } from '$app/env/private';
import { Redis } from 'ioredis';
import { log } from './log';

// Milliseconds. Whoever asks can go on without an answer, and a visitor waits for it.
const CONNECT_MS = 1_000;
const ANSWER_MS = 1_000;
const LONGEST_RETRY_MS = 2_000;

/** The one connection that all requests share; `null` without REDIS_URL. Commands reject at once while it is down. */
export const redis = REDIS_URL ? logChanges(createClient(REDIS_URL)) : null;

/** Connects before the first request, as commands sent sooner are refused. Starts without Redis if it must. */
export async function connectRedis() {
	// Why it failed is in the log; the client goes on trying.
	await redis?.connect().catch(() => {});
}

/**
 * A connection of its own, as one that subscribes is for nothing else; `null` without REDIS_URL. Call `connect`. It goes
 * and comes back with the shared one, which is in the log.
 */
export function createSubscriber(): Redis | null {
	return redis && closeInTheEnd(redis.duplicate().on('error', () => {}));
}

function createClient(url: string) {
	const client = new Redis(url, {
		lazyConnect: true,
		connectTimeout: CONNECT_MS,
		commandTimeout: ANSWER_MS,
		// A server that hangs keeps its connections: they are given up, to be told from one that is well.
		socketTimeout: 2 * ANSWER_MS,
		retryStrategy: (times) => Math.min(50 * 2 ** times, LONGEST_RETRY_MS),
		// What could not be asked is answered otherwise by now.
		enableOfflineQueue: false,
		autoResendUnfulfilledCommands: false,
		maxRetriesPerRequest: 0
	});
	return closeInTheEnd(client);
}

/** An open connection would keep the process alive after its last request. */
function closeInTheEnd(client: Redis): Redis {
	process.once('sveltekit:shutdown', () => client.disconnect());
	return client;
}

/** One line when Redis goes and one when it is back, however often the client tries in between. */
function logChanges(client: Redis): Redis {
	let isLost = false;

	function lose(reason: string) {
		if (!isLost) log.warn('redis_lost', { reason });
		isLost = true;
	}

	client.on('error', (error) => lose(reasonOf(error)));
	// Redis has hung up.
	client.on('reconnecting', () => lose('closed'));
	client.on('ready', () => {
		if (isLost) log.info('redis_back');
		isLost = false;
	});
	return client;
}

/** Without what Redis quotes in its messages, which may be the password. */
function reasonOf(error: Error & { code?: unknown }): string {
	if (typeof error.code === 'string') return error.code;
	return /^[\w ]*/.exec(error.message)?.[0].trim() || error.name;
}
