import { log } from '$lib/server/operations/log';

/** Milliseconds before each further try. */
const PAUSES = [1_000, 5_000, 30_000];
/** An outage must not fill the memory. */
const MOST = 1_000;

interface Logout {
	/** Of the request that began it, for the log. */
	id: string;
	/** Answers whether Appwrite has confirmed that the session is over. */
	end: () => Promise<boolean>;
	tries: number;
	timer?: NodeJS.Timeout;
}

const waiting = new Set<Logout>();
/** Whether the process ends: what waits from then on, nobody comes back to. */
let isEnding = false;

/**
 * Goes on trying to end a session that is gone from its browser already. It may still live at Appwrite until then, for
 * whoever has kept a copy of the cookie.
 */
export function endLater(id: string, end: Logout['end']) {
	schedule({ id, end, tries: 0 });
}

function schedule(logout: Logout) {
	const pause = PAUSES[logout.tries];
	if (isEnding || pause === undefined || waiting.size >= MOST) return giveUp(logout);
	waiting.add(logout);
	logout.timer = setTimeout(async () => {
		if (!(await isEnded(logout))) schedule(logout);
	}, pause);
	logout.timer.unref();
}

async function isEnded(logout: Logout): Promise<boolean> {
	waiting.delete(logout);
	logout.tries += 1;
	const isConfirmed = await logout.end();
	if (isConfirmed) log.info('logout_confirmed', { id: logout.id, tries: logout.tries });
	return isConfirmed;
}

function giveUp({ id, tries }: Logout) {
	log.error('logout_not_confirmed', { id, tries });
}

/** The last chance of each: what does not succeed now is in the log at least. */
async function finish(logout: Logout) {
	clearTimeout(logout.timer);
	if (!(await isEnded(logout))) giveUp(logout);
}

process.once('sveltekit:shutdown', () => {
	isEnding = true;
	for (const logout of waiting) void finish(logout);
});
