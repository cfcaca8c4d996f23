import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findTests, readChecklist, renderTable, stateOf, TABLE } from './checklist.js';

const { sections, attacks } = readChecklist();
const items = sections.flatMap((section) => section.items);
const known = items.map(({ id }) => id);
const tests = findTests();

describe('the security checklist', () => {
	it('names each item once', () => expect(new Set(known).size).toBe(known.length));

	it('has a test or a reason for each item that must be', () => {
		const empty = items.filter((item) => item.must && stateOf(item, tests) === 'unknown');
		expect(empty.map(({ id }) => id)).toEqual([]);
	});

	it('knows every item that a test says it proves', () => {
		const named = [...tests, ...attacks].flatMap(({ ids }) => ids);
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((id) => !known.includes(id))).toEqual([]);
	});

	it('is written down as it stands: else run node tests/checklist.js', () => {
		expect(readFileSync(TABLE, 'utf8')).toBe(renderTable());
	});
});
