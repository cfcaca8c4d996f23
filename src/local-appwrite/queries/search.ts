import type { Sql } from './conditions.ts';
import { writeFullText } from './full-text.ts';

/**
 * The condition that a row has the words that somebody searches for; nothing if they search for none.
 * @param table the FTS5 table of the rows
 */
export function searchCondition(table: string, search: string): Sql | undefined {
	if (!search) return undefined;
	const expression = writeFullText(search);
	if (!expression) return { text: 'FALSE', parameters: {} };
	const found = `SELECT rowid FROM ${table} WHERE ${table} MATCH @search`;
	return { text: `sequence IN (${found})`, parameters: { search: expression } };
}
