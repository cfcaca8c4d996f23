import { expect, it } from 'vitest';
import { parseDate } from './dates.ts';

const now = Date.UTC(2026, 0, 15, 10, 30);

it.each([
	['2026-01-02T03:04:05.678+00:00', '2026-01-02T03:04:05.678Z'],
	['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
	['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
	['2026-01-02', '2026-01-02T00:00:00.000Z'],
	['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
	['2026-01-02 03:04', '2026-01-02T03:04:00.000Z'],
	['2 January 2026', '2026-01-02T00:00:00.000Z'],
	['', '2026-01-15T10:30:00.000Z'],
	['now', '2026-01-15T10:30:00.000Z'],
	['tomorrow', '2026-01-16T00:00:00.000Z'],
	['+2 days', '2026-01-17T10:30:00.000Z'],
	['-1 hour', '2026-01-15T09:30:00.000Z'],
	['@86400', '1970-01-02T00:00:00.000Z']
])('reads %j as PHP does in UTC', (text, expected) => {
	expect(new Date(parseDate(text, now) ?? NaN).toISOString()).toBe(expected);
});

it.each(['nonsense', '12', 'one day', '2026-99-99'])('takes %j for no date', (text) => {
	expect(parseDate(text, now)).toBeUndefined();
});
