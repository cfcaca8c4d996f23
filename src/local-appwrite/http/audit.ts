import type { Call, Declaration } from './endpoint.ts';
import { visitorOf } from './visitor.ts';

/** Remembers what somebody did, if it is of a kind to be remembered. What was refused never gets here. */
export async function writeLog(call: Call, route: Declaration, response: Response): Promise<void> {
	const { c, caller, store, version } = call;
	if (!route.audit || !version.has('activityLog')) return;

	const userId = await findSubject(call, route, response);
	if (userId) store.logs.add({ event: route.audit, userId, ...visitorOf(c, caller) });
}

/**
 * In whose log it belongs: in the impersonator's, whomever they act as. A guest or key that makes an account, a
 * session or a token makes it for the user whom the answer names; what a key does through the Users API is in
 * nobody's log.
 */
async function findSubject(
	{ caller }: Call,
	{ path }: Declaration,
	response: Response
): Promise<string | undefined> {
	if (caller.impersonator) return caller.impersonator.id;

	const isJson = response.headers.get('content-type')?.startsWith('application/json');
	const names = path.startsWith('/account') && isJson;
	const body: { $id?: string; userId?: string } = names ? await response.clone().json() : {};
	return body.userId ?? caller.user?.id ?? body.$id;
}
