/** Shorter words are in no index of MariaDB, unless more may follow. */
const SHORTEST_WORD = 3;

/**
 * Turns what somebody searches for into an expression of SQLite's FTS5, as Appwrite does for MariaDB: any of the
 * words will do, of the last one its beginning; in quotes it is a phrase. Nothing if there is no word in it.
 */
export function writeFullText(search: string): string | undefined {
	const words = search.match(/[\p{L}\p{N}_]+/gu) ?? [];
	const last = words.at(-1);
	if (last === undefined) return undefined;
	if (/^".*"$/.test(search)) return `"${words.join(' ')}"`;

	const others = words.slice(0, -1).filter((word) => word.length >= SHORTEST_WORD);
	return [...others.map((word) => `"${word}"`), `"${last}" *`].join(' OR ');
}
