import type { Needs } from './scenario.ts';
import { startLocalAppwrite, type LocalAppwrite } from './start-local-appwrite.ts';
import type { RecordedVersion, Target } from './target.ts';

export interface Targets {
	/** The Appwrite that has what a scenario needs; nothing if there is none. */
	find: (needs: Needs) => Promise<Target | undefined>;
	close: () => Promise<void>;
}

/**
 * The real Appwrite that `APPWRITE_ENDPOINT`, `APPWRITE_PROJECT_ID` and `APPWRITE_API_KEY` name, or
 * else two embedded ones of the version: rate limits would end an ordinary scenario early.
 */
export function openTargets(version: RecordedVersion): Targets {
	const real = readRealTarget();
	if (!real) return openEmbedded(version);

	return {
		find: async (needs) => (real.version === version && isBare(needs) ? real : undefined),
		close: async () => {}
	};
}

function openEmbedded(version: RecordedVersion): Targets {
	const started = new Map<string, Promise<LocalAppwrite>>();

	function start(...options: string[]) {
		const name = options.join(' ');
		const appwrite = started.get(name) ?? startLocalAppwrite(version, ...options);
		started.set(name, appwrite);
		return appwrite;
	}

	return {
		find: async ({ rateLimits }) => (await (rateLimits ? start('--rate-limits') : start())).target,
		close: async () => {
			for (const appwrite of await Promise.allSettled(started.values())) {
				if (appwrite.status === 'fulfilled') await appwrite.value.stop();
			}
		}
	};
}

/** The Appwrite that the environment names in full, if it does; mails and settings of it are out of reach. */
export function readRealTarget(): Target | undefined {
	const { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID, APPWRITE_API_KEY, APPWRITE_VERSION } =
		process.env;
	if (!APPWRITE_ENDPOINT || !APPWRITE_PROJECT_ID || !APPWRITE_API_KEY) return undefined;

	return {
		endpoint: APPWRITE_ENDPOINT,
		projectId: APPWRITE_PROJECT_ID,
		projectName: process.env.APPWRITE_PROJECT_NAME ?? APPWRITE_PROJECT_ID,
		apiKey: APPWRITE_API_KEY,
		version: APPWRITE_VERSION === '2.0' ? '2.0' : '1.9',
		facilities: null
	};
}

/** A real project is not touched and has no mailbox to read, so it gets the scenarios without needs. */
function isBare({ settings, mockPhones, keys, mail, oidc, rateLimits }: Needs) {
	const parts = [settings, mockPhones, keys].map((part) => Object.keys(part).length);
	return !mail && !oidc && !rateLimits && parts.every((length) => length === 0);
}
