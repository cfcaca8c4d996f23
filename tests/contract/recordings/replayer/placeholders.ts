import { isIP } from 'node:net';

/** When a request was sent and its answer there, in milliseconds since 1970. */
export interface Moment {
	sentAt: number;
	receivedAt: number;
}

interface Placeholder {
	/** Regular expression without groups that capture. */
	pattern: (argument: number) => string;
	/** What the expression cannot say. */
	accepts?: (found: string, argument: number | undefined, moment: Moment) => boolean;
}

const BASE64 = '[A-Za-z0-9+/]+={0,2}';
const ANYTHING = { pattern: () => '[^]*' };
const DATE = '\\d{4}-\\d\\d-\\d\\d';
const TIME = '\\d\\d:\\d\\d:\\d\\d\\.\\d{3}';
const DATE_TOLERANCE_SECONDS = 30;

const placeholders: Record<string, Placeholder> = {
	id: { pattern: () => '[0-9a-f]{20}' },
	hex: { pattern: (length) => `[0-9a-f]{${length}}` },
	base32: { pattern: (length) => `[A-Z2-7]{${length}}` },
	otp: { pattern: () => '\\d{6}' },
	token: { pattern: () => '[\\w.~-]+' },
	jwt: { pattern: () => '[\\w-]+\\.[\\w-]+\\.[\\w-]+' },
	phrase: { pattern: () => '[A-Za-z]+(?: [A-Za-z]+)+' },
	argon2: {
		pattern: () => '\\$argon2id\\$v=\\d+\\$m=\\d+,t=\\d+,p=\\d+\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+'
	},
	string: ANYTHING,
	'user-agent-field': ANYTHING,
	int: { pattern: () => '-?\\d+' },
	digits: { pattern: () => '\\d+' },
	ip: { pattern: () => '[0-9a-fA-F.:]+', accepts: (found) => isIP(found) > 0 },
	about: {
		pattern: () => '\\d+',
		accepts: (found, number = 0) => Math.abs(Number(found) - number) <= 5
	},
	reset: { pattern: () => '\\d+', accepts: isEndOfWindow },
	date: { pattern: () => `${DATE}T${TIME}\\+00:00`, accepts: isDate },
	'sql-date': {
		pattern: () => `${DATE} ${TIME}`,
		accepts: (found, offset, moment) => isDate(`${found.replace(' ', 'T')}Z`, offset, moment)
	},
	'url-date': {
		pattern: () => `${DATE}T${TIME.replaceAll(':', '%3A')}%2B00%3A00`,
		accepts: (found, offset, moment) => isDate(decodeURIComponent(found), offset, moment)
	},
	'cookie-date': {
		pattern: () => '\\w{3}, \\d\\d-\\w{3}-\\d{4} \\d\\d:\\d\\d:\\d\\d GMT',
		accepts: (found) => !Number.isNaN(Date.parse(found))
	},
	'session-secret': {
		pattern: () => BASE64,
		accepts: (found, length = 256) => wraps(found, new RegExp(`^[0-9a-f]{${length}}$`))
	},
	'phone-secret': { pattern: () => BASE64, accepts: (found) => wraps(found, /^\d{6}$/) }
};

const PLACEHOLDER = /<([a-z][a-z0-9-]*)(?:[:+](\d+))?>/g;

/** Whether a text is the expected one, in which placeholders such as `<id>` or `<date+900>` may stand. */
export function textFits(expected: string, actual: string, moment: Moment): boolean {
	const checks: ((found: string) => boolean)[] = [];
	let source = '';
	let end = 0;

	for (const { 0: whole, 1: name = '', 2: digits, index } of expected.matchAll(PLACEHOLDER)) {
		const placeholder = placeholders[name];
		if (!placeholder) continue;

		const argument = digits === undefined ? undefined : Number(digits);
		source += `${escape(expected.slice(end, index))}(${placeholder.pattern(argument ?? 0)})`;
		checks.push((found) => placeholder.accepts?.(found, argument, moment) ?? true);
		end = index + whole.length;
	}

	const match = new RegExp(`^${source}${escape(expected.slice(end))}$`).exec(actual);
	return match !== null && checks.every((accepts, index) => accepts(match[index + 1] ?? ''));
}

function escape(literal: string) {
	return literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Any real date; with an offset, the one that lies so many seconds behind the request. */
function isDate(text: string, offset: number | undefined, { sentAt, receivedAt }: Moment) {
	const date = Date.parse(text);
	if (offset === undefined) return !Number.isNaN(date);

	const tolerance = DATE_TOLERANCE_SECONDS * 1000;
	const seconds = offset * 1000;
	return date >= sentAt + seconds - tolerance && date <= receivedAt + seconds + tolerance;
}

/** Rate limits count in windows that begin at multiples of their length. */
function isEndOfWindow(found: string, length = 0, { sentAt, receivedAt }: Moment) {
	const ends = [sentAt, receivedAt].map((ms) => (Math.floor(ms / 1000 / length) + 1) * length);
	return ends.includes(Number(found));
}

function wraps(base64: string, secret: RegExp) {
	try {
		const inner = JSON.parse(Buffer.from(base64, 'base64').toString());
		return typeof inner.id === 'string' && secret.test(inner.secret);
	} catch {
		return false;
	}
}
