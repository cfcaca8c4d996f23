import type { RequestEvent } from '@sveltejs/kit';
import { logsAnswer, type LogAnswer } from '$lib/server/appwrite/responses';
import { Query } from '$lib/server/appwrite/services';
import { createSessionClient } from '$lib/server/session/clients';
import { toVisit, type Visit } from '$lib/server/devices/device-info';

interface Activity extends Visit {
	what: string;
	/** ISO 8601, UTC. */
	at: string;
}

const PAGE_SIZE = 20;

/** By the event of Appwrite's log. It notes a code or link that was asked for as it does a session. */
const words: Record<string, string> = {
	'challenges.update': 'Second factor confirmed',
	'challenge.create': 'Second factor asked for',
	'identity.delete': 'Provider disconnected',
	'recovery.create': 'New password asked for',
	'recovery.update': 'New password set by a link',
	'session.create': 'Signed in, or asked for a code or link to do so',
	'session.delete': 'Signed out',
	'session.update': 'Stayed signed in',
	'target.create': 'Notifications changed',
	'target.delete': 'Notifications changed',
	'target.update': 'Notifications changed',
	'tokens.create': 'Code to sign in created',
	'user.create': 'Account created',
	'user.update': 'Account changed',
	'verification.create': 'Confirmation asked for',
	'verification.update': 'Address or number confirmed'
};

/** What the signed-in user did, newest first. Appwrite writes an entry some seconds after the fact. */
export async function listActivity(event: RequestEvent, page: number) {
	const { account, check } = createSessionClient(event);
	const queries = [Query.limit(PAGE_SIZE), Query.offset((page - 1) * PAGE_SIZE)];
	const { logs, total } = check(logsAnswer, await account.listLogs({ queries }));
	return { activities: logs.map(toActivity), pages: Math.max(1, Math.ceil(total / PAGE_SIZE)) };
}

function toActivity(log: LogAnswer): Activity {
	return { ...toVisit(log), what: words[log.event] ?? 'Something else', at: log.time };
}
