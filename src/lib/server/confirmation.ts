import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { readSessionNote, setSessionNote } from './session-notes';

const NAME = 'confirmed';
const SECONDS = 10 * 60;

/** From now on, for ten minutes, this session counts as that of the person themselves. */
export function rememberConfirmation(event: RequestEvent) {
	setSessionNote(event, NAME, true, SECONDS);
}

/** Whether the person has shown lately that it is them: by signing in, or on the page that asks for it. */
export function isConfirmed(event: RequestEvent): boolean {
	return readSessionNote(event, NAME, v.literal(true)) ?? false;
}
