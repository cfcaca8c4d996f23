const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/** Words that PHP reads as a date, as days from today at midnight. */
const days = new Map([
	['yesterday', -1],
	['today', 0],
	['midnight', 0],
	['noon', 0.5],
	['tomorrow', 1]
]);

const units = new Map([
	['sec', SECOND],
	['second', SECOND],
	['min', 60 * SECOND],
	['minute', 60 * SECOND],
	['hour', 60 * 60 * SECOND],
	['day', DAY],
	['week', 7 * DAY]
]);

/**
 * Reads a date as PHP's `DateTime` does, in UTC unless the text names a zone. It knows the common forms only.
 * @param now milliseconds since 1970, for words such as `tomorrow`
 * @returns milliseconds since 1970, or nothing for a text that is no date
 */
export function parseDate(text: string, now: number): number | undefined {
	const words = text.trim().toLowerCase();
	if (words === '' || words === 'now') return now;

	const day = days.get(words);
	if (day !== undefined) return now - (now % DAY) + day * DAY;

	const [, count, unit = ''] = /^([+-]?\d+) ?([a-z]+?)s?$/.exec(words) ?? [];
	const length = units.get(unit);
	if (count !== undefined && length !== undefined) return now + Number(count) * length;

	const [, timestamp] = /^@(-?\d+)$/.exec(words) ?? [];
	if (timestamp !== undefined) return Number(timestamp) * SECOND;
	return parseAbsolute(text.trim());
}

/** Without a zone, `Date.parse` would read a time as one of this machine's zone. */
function parseAbsolute(text: string): number | undefined {
	if (!/\d/.test(text) || /^\d+$/.test(text)) return undefined;
	const hasZone = /(z|utc|gmt)$|:\d\d.*[+-]\d\d:?\d\d$/i.test(text);
	const forms = hasZone ? [text] : [`${text}Z`, `${text} UTC`];
	return forms.map(Date.parse).find((time) => !Number.isNaN(time));
}
