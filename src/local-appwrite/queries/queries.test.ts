import { describe, expect, it } from 'vitest';
import { createVersion } from '../core/version.ts';
import { defaultSettings } from '../project/settings.ts';
import { writeCondition } from './conditions.ts';
import { readPage } from './page.ts';
import { pageQueries, queries } from './queries.ts';
import { createSchema } from './schema.ts';

const schema = createSchema({
	name: { column: 'name', type: 'text' },
	status: { column: 'status', type: 'flag' },
	labels: { column: 'labels', type: 'text', isList: true },
	registration: { column: 'createdAt', type: 'time' }
});

const settings = { ...defaultSettings, version: createVersion('1.9') };

function read(...texts: unknown[]) {
	const sent = texts.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)));
	return queries(schema).read(sent, settings);
}

function condition(...texts: unknown[]) {
	return writeCondition(read(...texts), schema);
}

const name = (method: string, ...values: unknown[]) => ({ method, attribute: 'name', values });
const labels = (method: string, ...values: unknown[]) => ({ method, attribute: 'labels', values });
const flag = (method: string, ...values: unknown[]) => ({ method, attribute: 'status', values });

describe('a query is refused', () => {
	it.each<[string, unknown, string]>([
		['that is no JSON', 'nope', 'Invalid query: Invalid query: Syntax error'],
		['that is a number', 5, 'Invalid query: Invalid query. Must be an array, got integer'],
		['that is null', null, 'Invalid query: Invalid query. Must be an array, got NULL'],
		['without a method', {}, 'Invalid query: Invalid query method: '],
		['by an unknown method', name('nope'), 'Invalid query: Invalid query method: nope'],
		[
			'by a method of every object',
			name('toString'),
			'Invalid query: Invalid query method: toString'
		],
		[
			'whose method is a number',
			{ method: 1 },
			'Invalid query: Invalid query method. Must be a string, got integer'
		],
		[
			'whose values are no list',
			{ ...name('equal'), values: 'x' },
			'Invalid query: Invalid query values. Must be an array, got string'
		],
		['that selects', { method: 'select', values: ['name'] }, 'Invalid query method: select'],
		[
			'by an unknown attribute',
			{ ...name('equal', 'x'), attribute: 'password' },
			'Invalid query: Attribute not found in schema: password'
		],
		[
			'that sorts by an unknown attribute',
			{ method: 'orderAsc', attribute: 'nope' },
			'Invalid query: Attribute not found in schema: nope'
		],
		['without a value', name('equal'), 'Invalid query: Equal queries require at least one value.'],
		[
			'with two values for one',
			name('notEqual', 'a', 'b'),
			'Invalid query: NotEqual queries require exactly one value.'
		],
		[
			'between one value',
			name('between', 'a'),
			'Invalid query: Between queries require exactly two values.'
		],
		[
			'whose value is of another type',
			flag('equal', 'true'),
			'Invalid query: Query value is invalid for attribute "status"'
		],
		[
			'for a part of a flag',
			flag('contains', true),
			'Invalid query: Cannot query contains on attribute "status" because it is not an array, string, or object.'
		],
		[
			'for a list as a whole',
			labels('equal', 'a'),
			'Invalid query: Cannot query equal on attribute "labels" because it is an array.'
		],
		[
			'that joins only one',
			{ method: 'or', values: [name('equal', 'a')] },
			'Invalid query: Or queries require at least two queries'
		],
		[
			'that joins what is no filter',
			{ method: 'and', values: [name('equal', 'a'), { method: 'limit', values: [1] }] },
			'Invalid query: And queries can only contain filter queries'
		],
		[
			'that joins a bad one',
			{ method: 'and', values: [name('equal', 'a'), name('equal')] },
			'Invalid query: Equal queries require at least one value.'
		],
		[
			'with a limit of 0',
			{ method: 'limit', values: [0] },
			'Invalid query: Invalid limit: Value must be a valid range between 1 and 9,223,372,036,854,775,807'
		],
		[
			'with an offset below 0',
			{ method: 'offset', values: [-1] },
			'Invalid query: Invalid offset: Value must be a valid range between 0 and 9,223,372,036,854,775,807'
		],
		[
			'with a limit that is no number',
			{ method: 'limit', values: [] },
			'Invalid query: Invalid limit: Value must be a valid number'
		],
		[
			'after something that can be no id',
			{ method: 'cursorAfter', values: ['_'] },
			"Invalid query: Invalid cursor: UID must contain at most 36 chars. Valid chars are a-z, A-Z, 0-9, and underscore. Can't start with a leading underscore"
		]
	])('%s', (_case, query, message) => {
		expect(() => read(query)).toThrow(message);
	});

	it('together with the others when only one is bad', () => {
		expect(() => read(name('equal', 'a'), name('nope'))).toThrow('method: nope');
	});

	it('when a list can only be paged through', () => {
		const read = () => pageQueries.read([JSON.stringify(name('equal', 'x'))], settings);
		expect(read).toThrow('Invalid query method: equal');
	});

	it('when there is no list of them', () => {
		expect(() => queries(schema).read('x', settings)).toThrow('Queries must be an array');
	});
});

describe('the page', () => {
	it('is the first 25 unless asked otherwise', () => {
		expect(readPage([])).toEqual({ limit: 25, offset: 0 });
	});

	it('is what the first limit and offset say', () => {
		const asked = read({ method: 'limit', values: [3] }, { method: 'limit', values: [9] });
		expect(readPage(asked)).toEqual({ limit: 3, offset: 0 });
	});
});

describe('the condition', () => {
	it('is always true when nothing is asked', () => {
		expect(condition({ method: 'limit', values: [3] }).text).toBe('TRUE');
	});

	it.each(['equal', 'notEqual', 'startsWith', 'endsWith', 'contains', 'lessThan'])(
		'of %s has the value only as a parameter',
		(method) => {
			const { text, parameters } = condition(name(method, "x' OR 1=1 --"));
			expect(text).toContain('@filter0');
			expect(text).not.toContain('OR 1');
			expect(parameters.filter0).toContain("x' OR 1=1 --");
		}
	);

	it('takes the wildcards of SQL for what they are', () => {
		expect(condition(name('startsWith', '50%_\\')).parameters.filter0).toBe('50\\%\\_\\\\%');
	});

	it('has a parameter for each value, also in groups', () => {
		const group = { method: 'or', values: [name('equal', 'a', 'b'), flag('equal', false)] };
		expect(condition(group, labels('contains', 'x'))).toEqual({
			text:
				'((name COLLATE NOCASE IN (@filter0, @filter1)) OR (status IN (@filter2))) AND ' +
				'(EXISTS (SELECT 1 FROM json_each(labels) WHERE value IN (@filter3)))',
			parameters: { filter0: 'a', filter1: 'b', filter2: false, filter3: 'x' }
		});
	});

	it('compares times as the database has them', () => {
		const query = { method: 'greaterThan', attribute: 'registration', values: ['2026-01-31'] };
		expect(condition(query)).toEqual({
			text: '(createdAt > @filter0)',
			parameters: { filter0: Date.parse('2026-01-31') }
		});
	});

	it('cannot search in an attribute, as none has an index for it', () => {
		expect(() => condition(name('search', 'ada'))).toThrow(
			'Searching by attribute "name" requires a fulltext index.'
		);
	});
});
