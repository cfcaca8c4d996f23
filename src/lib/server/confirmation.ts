import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { readSessionNote, setSessionNote } from './session-notes';

const NAME = 'confirmed';
const SECONDS = 10 * 60;

/** How somebody has shown that it is them: Appwrite itself asks for a challenge here and there. */
const kind = v.picklist(['sign-in', 'challenge']);

/** From now on, for ten minutes, this session counts as that of the person themselves. */
export function rememberConfirmation(event: RequestEvent, by: v.InferOutput<typeof kind>) {
	setSessionNote(event, NAME, by, SECONDS);
}

/** Whether the person has shown lately that it is them: by signing in, or on the page that asks for it. */
export function isConfirmed(event: RequestEvent): boolean {
	return readSessionNote(event, NAME, kind) !== null;
}

/** Whether it was by meeting a challenge of Appwrite's, which counts there for thirty minutes. */
export function isConfirmedByChallenge(event: RequestEvent): boolean {
	return readSessionNote(event, NAME, kind) === 'challenge';
}
