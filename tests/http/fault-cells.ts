import type { OutgoingHttpHeaders } from 'node:http';
import { send, sendForm, type Answer } from './send.ts';
import { someAddress } from './world.ts';

export interface Visitor {
	email: string;
	password: string;
	/** `name=value` of the session; empty for who has none. */
	cookie: string;
}

/** A request of one kind to one of the surfaces. */
export interface Cell {
	surface: 'public' | 'login' | 'account' | 'logout';
	kind: 'page' | 'data' | 'form' | 'action';
	isSignedIn: boolean;
}

/** What a visitor saw. */
export interface Seen extends Cell {
	/** The status, also one that stands in a JSON answer, and where it leads. */
	outcome: string;
	/** Milliseconds until the answer was complete. */
	ms: number;
	session: 'kept' | 'deleted' | 'set';
	answer: Answer;
}

const kinds: [Cell['surface'], Cell['kind'][]][] = [
	['public', ['page', 'data']],
	['login', ['page', 'data', 'form', 'action']],
	['account', ['page', 'data', 'form', 'action']],
	['logout', ['form']]
];

/** First those that wait, as only so many connections are opened at once. */
export const cells: Cell[] = [true, false].flatMap((isSignedIn) =>
	kinds.flatMap(([surface, each]) => each.map((kind) => ({ surface, kind, isSignedIn })))
);

const paths = { public: '/', login: '/login', account: '/account', logout: '/logout' };

/** What is typed into the form of the account page. */
export const TYPED = 'Countess of Lovelace';

export async function look(origin: string, cell: Cell, visitor: Visitor): Promise<Seen> {
	const started = performance.now();
	const answer = await ask(origin, cell, visitor);
	const ms = performance.now() - started;
	return { ...cell, outcome: outcomeOf(answer), ms, session: sessionAfter(answer), answer };
}

function ask(origin: string, { surface, kind }: Cell, visitor: Visitor): Promise<Answer> {
	const path = paths[surface];
	const headers: OutgoingHttpHeaders = {
		accept: 'text/html',
		// One that is kept may be closed by the server just when it is used again.
		connection: 'close',
		...someAddress()
	};
	if (visitor.cookie) headers.cookie = visitor.cookie;
	if (kind === 'page') return send(origin, path, { headers });
	if (kind === 'data') {
		return send(origin, `${path === '/' ? '' : path}/__data.json`, { headers });
	}

	const { email, password } = visitor;
	const form: Record<string, string> = surface === 'login' ? { email, password } : { name: TYPED };
	const target = surface === 'account' ? '/account?/name' : path;
	const enhanced = { accept: 'application/json', 'x-sveltekit-action': 'true' };
	return sendForm(origin, target, form, { ...headers, ...(kind === 'action' ? enhanced : {}) });
}

/** Data and enhanced actions are told of errors and redirects in JSON. */
function outcomeOf({ status, headers, text }: Answer): string {
	if (headers.location) return `${status} ${headers.location}`;
	if (!String(headers['content-type']).includes('json')) return String(status);
	const { type, location, nodes = [], ...answer } = JSON.parse(text);
	if (type === 'redirect') return `303 ${location}`;
	const error = nodes.find((node: { type?: string } | null) => node?.type === 'error');
	return String(error?.status ?? answer.status ?? status);
}

function sessionAfter({ cookies }: Answer): Seen['session'] {
	const cookie = cookies.find((one) => one.startsWith('appwrite-ssr-session='));
	if (!cookie) return 'kept';
	return cookie.startsWith('appwrite-ssr-session=;') ? 'deleted' : 'set';
}
