/** The only source of the time, so that a test can move it. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
}

export interface MovableClock extends Clock {
	/** Sets it ahead, or back by a negative number, and lets it run on from there. */
	advance(seconds: number): void;
	/** Sets it to this machine's time. */
	reset(): void;
}

export function createClock(): MovableClock {
	let ahead = 0;
	return {
		now: () => Date.now() + ahead,
		advance: (seconds) => void (ahead += seconds * 1000),
		reset: () => void (ahead = 0)
	};
}

/** As Appwrite writes a date: `2026-01-31T12:00:00.000+00:00`, and `""` for none. */
export function formatDate(time: number | null): string {
	if (time === null) return '';
	return new Date(time).toISOString().replace('Z', '+00:00');
}

/** The form of a date that some of Appwrite's answers let slip: `2026-01-31 12:00:00.000`. */
export function formatSqlDate(time: number): string {
	return new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}
