import { APPWRITE_PROJECT_ID, USER_CACHE_SECONDS } from '$app/env/private';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import type { User } from '$lib/user';
import { createSubscriber, redis } from '$lib/server/operations/redis';

/** Sessions; a process that remembers so many needs some 20 MB for them. */
const LARGEST = 10_000;

/** Where instances tell each other whose account has changed. */
const CHANNEL = `user-changed:${APPWRITE_PROJECT_ID}`;

/** A question that is under way: who this session is of. */
interface Question {
	userId: string;
	answer: Promise<User>;
}

// Keyed by a hash, so that no secret stays in memory for longer than its request.
const questions = new Map<string, Question>();
const users = new LRUCache<string, User>({
	max: LARGEST,
	ttl: USER_CACHE_SECONDS * 1000,
	ttlResolution: 0,
	dispose: ({ id }, key) => unlist(id, key)
});
/** The keys of `users` by the user's ID. */
const keysOf = new Map<string, Set<string>>();

/** Whose session this was when Appwrite was last asked, within USER_CACHE_SECONDS. */
export function recallUser(secret: string): User | undefined {
	return users.get(keyOf(secret));
}

/**
 * Asks whose session this is, once for all who want to know at the same time. A user is remembered, a failure never
 * is, nor an answer that may be older than a change. `userId` is what the session says of itself.
 */
export function askOnce(secret: string, userId: string, ask: () => Promise<User>): Promise<User> {
	const key = keyOf(secret);
	const running = questions.get(key);
	if (running) return running.answer;

	const start = performance.now();
	const question = { userId, answer: ask() };
	questions.set(key, question);

	function conclude(user?: User) {
		// Somebody has forgotten the question, so the answer is not worth remembering.
		if (questions.get(key) !== question) return;
		questions.delete(key);
		if (user) remember(key, user, start);
	}

	question.answer.then(conclude, () => conclude());
	return question.answer;
}

/** After any change of an account: the next page of each of its sessions asks Appwrite, on every instance. */
export function forgetUser(userId: string) {
	forgetHere(userId);
	redis?.publish(CHANNEL, userId).catch(() => {});
}

/** After Appwrite has refused a session. */
export function forgetSession(secret: string) {
	const key = keyOf(secret);
	users.delete(key);
	questions.delete(key);
}

/**
 * Hears of changes made on other instances. While the subscription is down nothing is heard, and what is remembered
 * still lives no longer than USER_CACHE_SECONDS.
 */
export async function hearOfChanges() {
	const subscriber = createSubscriber();
	subscriber?.on('message', (_, userId) => forgetHere(userId));
	subscriber?.on('ready', () => {
		subscriber.subscribe(CHANNEL).then(forgetAll, () => {});
	});
	await subscriber?.connect().catch(() => {});
}

function keyOf(secret: string): string {
	return hash('sha256', secret, 'base64');
}

/** @param start when the question was asked, as that is what the answer holds for */
function remember(key: string, user: User, start: number) {
	if (USER_CACHE_SECONDS === 0) return;
	users.set(key, user, { start });
	const keys = keysOf.get(user.id) ?? new Set();
	keysOf.set(user.id, keys.add(key));
}

function unlist(userId: string, key: string) {
	const keys = keysOf.get(userId);
	keys?.delete(key);
	if (keys?.size === 0) keysOf.delete(userId);
}

function forgetHere(userId: string) {
	for (const key of keysOf.get(userId) ?? []) users.delete(key);
	for (const [key, question] of questions) if (question.userId === userId) questions.delete(key);
}

/** What was said before the subscription stood has been missed. */
function forgetAll() {
	users.clear();
	questions.clear();
}
