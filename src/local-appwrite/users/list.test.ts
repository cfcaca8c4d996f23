import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function createUser(userId: string, more: object = {}) {
	return appwrite.ask('POST', '/users', { userId, email: `${userId}@example.com`, ...more });
}

describe('the list of users', () => {
	beforeEach(async () => {
		await createUser('ada', { name: 'Ada Lovelace', phone: '+15550000001' });
		await createUser('bo', { name: 'Bo' });
		await createUser('cy', { name: 'Ada Yonath' });
		await appwrite.ask('PUT', '/users/cy/labels', { labels: ['admin', 'staff'] });
		await appwrite.ask('PATCH', '/users/bo/status', { status: false });
	});

	async function list(queries: object[], more = '') {
		const sent = queries.map((query) => `queries[]=${encodeURIComponent(JSON.stringify(query))}`);
		const { body } = await appwrite.ask('GET', `/users?${sent.join('&')}${more}`);
		return body.users?.map(({ $id }: { $id: string }) => $id) ?? body;
	}

	const query = (method: string, attribute: string, ...values: unknown[]) => ({
		method,
		attribute,
		values
	});

	it.each<[string, object[], string[]]>([
		['equal whatever the case', [query('equal', 'name', 'BO')], ['bo']],
		['one of several', [query('equal', '$id', 'ada', 'cy')], ['ada', 'cy']],
		['not equal', [query('notEqual', 'name', 'Bo')], ['ada', 'cy']],
		['blocked', [query('equal', 'status', false)], ['bo']],
		['without a number', [query('isNull', 'phone')], ['bo', 'cy']],
		['with one of the labels', [query('contains', 'labels', 'staff', 'nope')], ['cy']],
		['with all of the labels', [query('containsAll', 'labels', 'staff', 'nope')], []],
		['without the label', [query('notContains', 'labels', 'staff')], ['ada', 'bo']],
		['with a part of a name', [query('contains', 'name', 'onat')], ['cy']],
		['made before now', [query('lessThan', 'registration', '2999-01-01')], ['ada', 'bo', 'cy']],
		[
			'one or the other',
			[{ method: 'or', values: [query('equal', 'name', 'Bo'), query('endsWith', 'email', 'x')] }],
			['bo']
		],
		[
			'one and the other',
			[query('startsWith', 'name', 'Ada'), query('isNotNull', 'phone')],
			['ada']
		]
	])('finds those that are %s', async (_case, queries, found) => {
		expect(await list(queries)).toEqual(found);
	});

	it('goes on after a user also where many are equal', async () => {
		const ascending = [query('orderAsc', 'status')];
		expect(await list(ascending)).toEqual(['bo', 'ada', 'cy']);
		expect(await list([...ascending, query('cursorAfter', '', 'ada')])).toEqual(['cy']);
		expect(await list([...ascending, query('cursorBefore', '', 'cy')])).toEqual(['bo', 'ada']);
		const last = [...ascending, query('cursorBefore', '', 'cy'), query('limit', '', 1)];
		expect(await list(last)).toEqual(['ada']);
	});

	it('cannot go on by an attribute that the user at hand lacks', async () => {
		const refused = await list([query('orderAsc', 'phone'), query('cursorAfter', '', 'bo')]);
		expect(refused).toMatchObject({ code: 400, type: 'database_query_order_null' });
	});

	it.each([
		['ada', ['ada', 'cy']],
		['LOVEL', ['ada']],
		['lovelace nobody', ['ada']],
		['"ada yonath"', ['cy']],
		['15550000001', ['ada']],
		['bo@example.com', ['ada', 'bo', 'cy']],
		['"); DROP TABLE users', []],
		['@@', []]
	])('searched for %s has %j', async (search, found) => {
		expect(await list([], `&search=${encodeURIComponent(search)}`)).toEqual(found);
	});

	it('is searched in what users are called now', async () => {
		await appwrite.ask('PATCH', '/users/bo/name', { name: 'Beatrice' });
		expect(await list([], '&search=beatrice')).toEqual(['bo']);
		await appwrite.ask('DELETE', '/users/bo');
		expect(await list([], '&search=beatrice')).toEqual([]);
	});
});
