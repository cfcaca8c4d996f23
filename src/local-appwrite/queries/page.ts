import type { Query } from './query.ts';

/** Answers the `limit` and `offset` of a list; of several the first counts. */
export function readPage(queries: Query[]): { limit: number; offset: number } {
	return { limit: readNumber(queries, 'limit', 25), offset: readNumber(queries, 'offset', 0) };
}

function readNumber(queries: Query[], method: string, fallback: number): number {
	const query = queries.find((candidate) => candidate.method === method);
	// The database cannot count further.
	return Math.min(Number(query?.values[0] ?? fallback), Number.MAX_SAFE_INTEGER);
}
