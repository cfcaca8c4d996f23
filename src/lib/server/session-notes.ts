import type { RequestEvent } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from './flow-cookie';
import { readSession } from './session-cookie';

/** Keeps `value` (JSON) for so many seconds, for the session that the browser has now and no other. */
export function setSessionNote(event: RequestEvent, name: string, value: unknown, seconds: number) {
	setFlowCookie(event, name, { session: fingerprint(event), value }, seconds);
}

/** What was kept under this name for this session; `null` if there is nothing of this shape. */
export function readSessionNote<Schema extends v.GenericSchema>(
	event: RequestEvent,
	name: string,
	schema: Schema
): v.InferOutput<Schema> | null {
	const note = readFlowCookie(event, name, v.object({ session: v.string(), value: v.unknown() }));
	if (note?.session !== fingerprint(event)) return null;
	const { success, output } = v.safeParse(schema, note.value);
	return success ? output : null;
}

export { deleteFlowCookie as deleteSessionNote };

/** Stands for the session without being it; as the secret names its user, it is of that user too. */
function fingerprint(event: RequestEvent): string {
	return createHash('sha256')
		.update(readSession(event)?.secret ?? '')
		.digest('base64url');
}
