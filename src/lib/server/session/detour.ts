import type { RequestEvent } from '@sveltejs/kit';
import { readSession, updateSession } from './session-cookie';

/** Stays open meanwhile: where the page of a detour may have to send people to. */
const OPEN = ['/account/confirm', '/account/confirm/code'];

/**
 * From now on, whoever has this session deals with the page `path` before anything else behind the login: each guard
 * leads there, until `endDetour`. Nothing is asked of Appwrite for it.
 */
export function beginDetour(event: RequestEvent, path: string) {
	updateSession(event, { detours: [...others(event, path), path] });
}

export function endDetour(event: RequestEvent, path: string) {
	updateSession(event, { detours: others(event, path) });
}

export function hasDetour(event: RequestEvent): boolean {
	return (readSession(event)?.detours ?? []).length > 0;
}

/** The page that has to be dealt with before the one of this request; `null` if there is none. */
export function findDetour(event: RequestEvent): string | null {
	const [next] = readSession(event)?.detours ?? [];
	const isThere = [next, ...OPEN].includes(event.url.pathname);
	return next === undefined || isThere ? null : next;
}

function others(event: RequestEvent, path: string): string[] {
	return (readSession(event)?.detours ?? []).filter((one) => one !== path);
}
