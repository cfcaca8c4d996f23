import { TYPED, type Cell, type Seen, type Visitor } from './fault-cells.ts';

/** What a fault may lead to: outcome, milliseconds at the most, the session cookie afterwards. */
export type Expectation = [outcome: RegExp, ms: number, session: Seen['session']];

// Milliseconds, apart from what the machine itself needs just now.
const AT_ONCE = 500;
const PUBLIC_WAIT = 1_000 + AT_ONCE;
const READ = 3_000 + AT_ONCE;
const WRITE = 8_000 + AT_ONCE;

const SECOND_FACTOR = /^303 \/login\/second-factor/;

export type Expect = (cell: Cell) => Expectation;

/** Nobody is asked for who has no session, except at login. */
function forStrangers({ surface }: Cell, login: Expectation): Expectation {
	if (surface === 'login') return login;
	const outcomes = {
		public: /^200$/,
		account: /^303 \/login\?redirectTo=%2Faccount/,
		logout: /^303 \/$/
	};
	return [outcomes[surface], AT_ONCE, surface === 'logout' ? 'deleted' : 'kept'];
}

function isView({ kind }: Cell): boolean {
	return kind === 'page' || kind === 'data';
}

const welcome: Expectation = [/^303 \/account$/, WRITE, 'set'];
const shown: Expectation = [/^200$/, AT_ONCE, 'kept'];

/** Nothing is known: public pages as ever, 503 elsewhere, and nobody is signed out who did not ask for it. */
export function outage(
	status = 503,
	strangersLogin: Expectation = [/^503$/, WRITE, 'kept']
): Expect {
	return (cell) => {
		if (!cell.isSignedIn) return forStrangers(cell, isView(cell) ? shown : strangersLogin);
		if (cell.surface === 'logout') return [/^303 \/\?notice=signed-out-here$/, READ, 'deleted'];
		const isPublic = cell.surface === 'public' || (cell.surface === 'login' && isView(cell));
		if (isPublic) return [/^200$/, PUBLIC_WAIT, 'kept'];
		return [new RegExp(`^${status}$`), READ, 'kept'];
	};
}

/** The same where Appwrite still ends sessions. */
export const outageButForDeletions: Expect = (cell) => {
	const [outcome, ms, session] = outage()(cell);
	// Unless enough reads have failed before.
	return [session === 'deleted' ? /^303 \/(\?notice=signed-out-here)?$/ : outcome, ms, session];
};

/** The session is of no more use. */
export const signedOut: Expect = (cell) => {
	if (!cell.isSignedIn) return forStrangers(cell, isView(cell) ? shown : welcome);
	if (cell.surface === 'logout') return [/^303 \/$/, READ, 'deleted'];
	if (cell.surface === 'account') return [/^303 \/login\?/, READ, 'deleted'];
	return isView(cell) ? [/^200$/, READ, 'deleted'] : welcome;
};

export const secondFactor: Expect = (cell) => {
	if (!cell.isSignedIn) return forStrangers(cell, isView(cell) ? shown : welcome);
	if (cell.surface === 'public') return shown;
	if (cell.surface === 'logout') return [/^303 \/$/, READ, 'deleted'];
	return [SECOND_FACTOR, READ, 'kept'];
};

/** Only what needs the key is out of order. */
export const keyRefused: Expect = (cell) => {
	if (!cell.isSignedIn) return forStrangers(cell, isView(cell) ? shown : [/^500$/, WRITE, 'kept']);
	if (cell.surface === 'public') return shown;
	// Whoever is there, a page waits a second at most to know.
	if (cell.surface === 'login')
		return isView(cell) ? [/^(303 \/account|200)$/, READ, 'kept'] : [/^500$/, WRITE, 'kept'];
	if (cell.surface === 'logout') return [/^303 \/$/, READ, 'deleted'];
	return isView(cell) ? shown : [/^303 \/account\?notice=name-changed$/, WRITE, 'kept'];
};

/** Whether everything went well, or it is said that it did not; never anything between. */
export const either: Expect = (cell) => {
	const [outcome, ms, session] = outage()(cell);
	if (cell.surface === 'public' || session === 'deleted') return [/^(200|303 \/.*)$/, ms, session];
	if (!cell.isSignedIn) return [new RegExp(`${outcome.source}|^303 /account$`), ms, session];
	return [/^(200|503|303 \/account.*)$/, WRITE, session];
};

/** How long a page took that asks nobody: twenty come at once, and to a machine that may have more to do. */
export function lagOf(all: Seen[]): number {
	const asksNobody = all.filter(
		(seen) => !seen.isSignedIn && (seen.surface !== 'login' || isView(seen))
	);
	return Math.max(...asksNobody.map(({ ms }) => ms));
}

/** On a machine that is busy even a right answer may come too late for a page that is for everybody. */
function isShownAsUnknown(seen: Seen): boolean {
	const isForEverybody = seen.surface === 'public' || seen.surface === 'login';
	const hasWaited = seen.isSignedIn && isView(seen) && seen.ms >= 1_000 && seen.ms <= PUBLIC_WAIT;
	return isForEverybody && hasWaited && seen.outcome === '200' && seen.session === 'kept';
}

/** All that is wrong with what was seen; nothing, if all is well. */
export function faultsIn(
	seen: Seen,
	[outcome, ms, session]: Expectation,
	who: Visitor,
	lag: number
): string[] {
	const { surface, kind, isSignedIn, answer } = seen;
	const isRefused = /^50\d$/.test(seen.outcome);
	const loses =
		isRefused &&
		kind === 'action' &&
		!answer.text.includes(surface === 'login' ? who.email : TYPED);
	if (isShownAsUnknown(seen)) return [];
	const problems = {
		[`${seen.outcome} is not ${outcome}`]: !outcome.test(seen.outcome),
		[`${Math.round(seen.ms)} ms, more than ${ms} and ${lag}`]: seen.ms > ms + lag,
		[`the session is ${seen.session}, not ${session}`]:
			seen.session !== session && !(outcome.test('503') && seen.outcome.startsWith('303')),
		'a password is sent back': answer.text.includes(who.password),
		'what was typed is lost': loses,
		'no Retry-After': answer.status === 503 && answer.headers['retry-after'] === undefined
	};
	const place = `${surface} ${kind}, ${isSignedIn ? 'signed in' : 'anonymous'}`;
	return Object.keys(problems)
		.filter((problem) => problems[problem])
		.map((problem) => `${place}: ${problem}`);
}
