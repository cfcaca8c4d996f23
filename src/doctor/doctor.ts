import { advice } from '../lib/server/appwrite/advice.ts';
import { refusePlainAppwrite } from '../lib/server/operations/plain-http.ts';

export interface Finding {
	isWrong: boolean;
	/** What was found, and what to do if it is wrong. */
	text: string;
}

interface Answer {
	/** Appwrite's name for a refusal. */
	type?: string;
	version?: string;
}

type Settings = Record<string, string | undefined>;

const OLDEST = '1.5';
const WAIT_MS = 5_000;

/** Looks at the settings, and at what Appwrite answers to them; asks nothing that changes anything there. */
export async function examine(settings: Settings): Promise<Finding[]> {
	const { APPWRITE_ENDPOINT: endpoint } = settings;
	if (!endpoint)
		return [ok('APPWRITE_ENDPOINT is not set: npm run dev uses the embedded Appwrite.')];
	if (!/^https?:\/\/.+\/v1$/.test(endpoint) || !URL.canParse(endpoint))
		return [wrong('APPWRITE_ENDPOINT must be an http(s) address that ends in /v1.')];

	// Before anything is sent there.
	const plain = refusePlainAppwrite(endpoint, settings.APPWRITE_ALLOW_HTTP === 'true');
	if (plain) return [wrong(plain)];

	try {
		return await examineAppwrite(endpoint, settings);
	} catch (thrown) {
		const reason = reasonOf(thrown);
		return [
			wrong(`${endpoint} does not answer (${reason}). Is the address right, and Appwrite up?`)
		];
	}
}

async function examineAppwrite(endpoint: string, settings: Settings): Promise<Finding[]> {
	const { APPWRITE_PROJECT_ID, APPWRITE_API_KEY } = settings;
	const server = await examineServer(endpoint);
	if (server.isWrong) return [server];
	if (!APPWRITE_PROJECT_ID)
		return [server, wrong('APPWRITE_PROJECT_ID is missing. You find it in the settings.')];

	const project = await examineProject(endpoint, settings);
	if (!APPWRITE_API_KEY)
		return [server, project, wrong('APPWRITE_API_KEY is missing. Create one in the console.')];
	const key = await examineKey(endpoint, settings);
	return [server, project, key, await examineScopes(endpoint, settings)];
}

async function examineServer(endpoint: string): Promise<Finding> {
	const { version } = await ask(endpoint, 'GET', '/health/version');
	if (!version)
		return wrong(`${endpoint} answers, but not as Appwrite does. Is it the API's address?`);
	const isOld = version.localeCompare(OLDEST, 'en', { numeric: true }) < 0;
	if (isOld) return wrong(`Appwrite ${version} is too old: ${OLDEST} or newer is needed.`);
	return ok(`Appwrite ${version} answers at ${endpoint}.`);
}

/** As a guest from the address of this app, as Appwrite sends mail and providers to known hosts only. */
async function examineProject(endpoint: string, settings: Settings): Promise<Finding> {
	const origin = settings.ORIGIN ? { origin: settings.ORIGIN } : undefined;
	const headers = { ...project(settings), ...origin };
	const { type = '' } = await ask(endpoint, 'GET', '/account', headers);
	if (advice[type] && type !== 'general_unauthorized_scope') return wrong(advice[type]);
	if (!origin)
		return ok('The project is there. With ORIGIN set, this would see whether it knows the app.');
	return ok(`The project is there, and knows ${settings.ORIGIN}.`);
}

/** By a login without an address, which Appwrite looks at last. */
async function examineKey(endpoint: string, settings: Settings): Promise<Finding> {
	const { type = '' } = await ask(endpoint, 'POST', '/account/sessions/email', key(settings));
	if (advice[type]) return wrong(advice[type]);
	if (type === 'user_auth_method_unsupported')
		return wrong('Switch “Email/Password” on in the settings of the project: nobody can log in.');
	if (type !== 'general_argument_invalid') return wrong(`A login is refused: “${type}”.`);
	return ok('The key may create sessions.');
}

/** By a user that there is not: who may not read users is told so first. */
async function examineScopes(endpoint: string, settings: Settings): Promise<Finding> {
	const { type } = await ask(endpoint, 'GET', '/users/nobody', key(settings));
	if (type !== 'user_not_found') return ok('The key may not read users.');
	return ok('The key may read all users, which this app never does: sessions.write is enough.');
}

function project({ APPWRITE_PROJECT_ID = '' }: Settings) {
	return { 'x-appwrite-project': APPWRITE_PROJECT_ID };
}

function key(settings: Settings) {
	return { ...project(settings), 'x-appwrite-key': settings.APPWRITE_API_KEY ?? '' };
}

async function ask(endpoint: string, method: string, path: string, headers = {}): Promise<Answer> {
	const response = await fetch(endpoint + path, {
		method,
		headers: { ...headers, 'content-type': 'application/json' },
		body: method === 'POST' ? '{}' : undefined,
		// Followed, it would carry the key to another host, or over http.
		redirect: 'error',
		signal: AbortSignal.timeout(WAIT_MS)
	});
	const body: unknown = await response.json().catch(() => null);
	return { ...(body as Answer | null) };
}

function reasonOf(thrown: unknown): string {
	if (!(thrown instanceof Error)) return 'no reason given';
	const { cause } = thrown;
	return cause instanceof Error && 'code' in cause ? String(cause.code) : thrown.name;
}

function ok(text: string): Finding {
	return { isWrong: false, text };
}

function wrong(text: string): Finding {
	return { isWrong: true, text };
}
