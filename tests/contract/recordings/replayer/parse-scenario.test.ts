import { describe, expect, it } from 'vitest';
import { parseScenario } from './parse-scenario.ts';

const head = '# A title';
const signIn = ['### sign in', 'POST /account/sessions/email as key', '{"email": "a@b.test"}'];

describe('a scenario', () => {
	it('has a title, needs and steps', () => {
		const { title, needs, steps } = parse(
			head,
			'// a remark',
			'needs mail',
			'needs policies/session-limit {"total": 2}',
			'needs key reader users.read users.write',
			'needs mock-phone {{phone:ada}} 246810',
			...signIn,
			'',
			'201'
		);

		expect(title).toBe('A title');
		expect(needs).toMatchObject({
			mail: true,
			oidc: false,
			settings: { 'policies/session-limit': { total: 2 } },
			keys: { reader: ['users.read', 'users.write'] },
			mockPhones: { '{{phone:ada}}': '246810' }
		});
		expect(steps.map(({ title, line }) => [title, line])).toEqual([['sign in', 7]]);
	});

	it.each([
		['an unknown need', [head, 'needs luck'], 'a.http:2: "luck"'],
		['an unknown word in the head', [head, 'wants mail'], 'a.http:2: "wants"'],
		['an unknown word in a request', [head, ...signIn, 'hurry'], 'a.http:5: "hurry"'],
		['an unknown word in an answer', [head, ...signIn, '201', 'hurry'], 'a.http:6: "hurry"'],
		[
			'an unknown caller',
			[head, '### x', 'GET /account as nobody'],
			'a.http:3: this is no request'
		],
		['broken JSON', [head, ...signIn, '201', '', '{"a": }'], 'a.http:7: this is no JSON'],
		['an unknown model', [head, ...signIn, '201', '{"$is": "cat"}'], 'no model is named "cat"'],
		['an unknown field', [head, ...signIn, '201', 'token {"cat": 1}'], 'has no field "cat"'],
		['unknown headers', [head, ...signIn, '201', 'headers cat'], 'no headers are named "cat"'],
		['no title', [...signIn, '201'], 'a.http:1: there is no title'],
		['no status', [head, ...signIn], 'a.http:2: the step expects no status']
	])('with %s is refused by file and line', (_case, lines, message) => {
		expect(() => parse(...lines)).toThrow(message);
	});
});

describe('a request', () => {
	it('says who asks, with which headers, query and body', () => {
		const { request, wait, eventually } = step(
			'PATCH /users/x/name as session {{ada.secret}}',
			'x-forwarded-for: {{ip2}}, 10.0.0.1',
			'without x-appwrite-project',
			'query {"total": "0"}',
			'wait 0.5',
			'eventually 8',
			'{"name": "x",',
			'\t"list": [',
			'\t\t1',
			']}',
			'200'
		);

		expect(request).toEqual({
			method: 'PATCH',
			path: '/users/x/name',
			caller: { role: 'session', secret: '{{ada.secret}}' },
			behindOrigin: false,
			query: { total: '0' },
			headers: { 'x-forwarded-for': '{{ip2}}, 10.0.0.1', 'x-appwrite-project': null },
			body: { json: { name: 'x', list: [1] } }
		});
		expect([wait, eventually]).toEqual([0.5, 8]);
	});

	it('can have a body that is no JSON, also an empty one', () => {
		expect(step('POST / as guest', 'raw {"userId":', '400').request.body).toEqual({
			text: '{"userId":'
		});
		expect(step('POST / as guest', 'raw', '400').request.body).toEqual({ text: '' });
		expect(step('POST / as guest', '400').request.body).toBeNull();
	});
});

describe('an answer', () => {
	const answer = (...lines: string[]) => step('GET / as guest', ...lines).expected;

	it('is a model and what differs from it, in lists as well', () => {
		const { body } = answer(
			'200',
			'{"total": 1, "users": [{"$is": "user", "$id": "ada", "email": "a@b.test"}]}'
		);

		expect(body).toMatchObject({
			value: {
				total: 1,
				users: [
					{
						$id: 'ada',
						status: true,
						email: 'a@b.test',
						emailCanonical: 'a@b.test',
						targets: [{ $id: '<id>', userId: 'ada', identifier: 'a@b.test' }]
					}
				]
			}
		});
	});

	it('has other fields beside those of a model that is open to them', () => {
		const { body } = answer('200', 'row {"$id": "one", "title": "x"}');
		expect(body).toMatchObject({ value: { $id: 'one', title: 'x', $tableId: 'notes' } });
		expect(body).not.toHaveProperty('value.…');
	});

	it('is an error with the status as its code', () => {
		const { headers, body } = answer('401', 'error user_invalid_token: Invalid token: {"a"}');

		expect(headers.values).toEqual({ 'content-type': 'application/json; charset=utf-8' });
		expect(body).toEqual({
			kind: 'json',
			value: {
				message: 'Invalid token: {"a"}',
				code: 401,
				type: 'user_invalid_token',
				version: '1.9.6'
			}
		});
	});

	it('has headers one by one or by their name', () => {
		const { headers, absent } = answer(
			'201',
			'headers deleted-cookies',
			'rate-limit: 10 per 60 s, <int> left',
			'set-cookie: a=b=; path=/',
			'without location'
		);

		expect(headers.values).toEqual({
			'x-fallback-cookies': '[]',
			'x-ratelimit-limit': '10',
			'x-ratelimit-remaining': '<int>',
			'x-ratelimit-reset': '<reset:60>'
		});
		expect(headers.cookies).toMatchObject({
			a: 'b=; path=/',
			'a_session_{{project}}': expect.stringMatching(/^deleted;/)
		});
		expect(absent).toEqual(['location']);
	});

	it('can bring a mail, or none', () => {
		expect(answer('201', 'mail to a@b.test {"otp": "<otp>"}').mail).toEqual({
			to: 'a@b.test',
			content: { otp: '<otp>' }
		});
		expect(answer('201', 'no mail to a@b.test').mail).toEqual({ to: 'a@b.test', content: null });
	});

	it('gives values to later steps', () => {
		const { captures } = step(
			'GET / as guest',
			'200',
			'capture ada.id = $id',
			'capture otp = mail:otp'
		);
		expect(captures).toEqual({ 'ada.id': '$id', otp: 'mail:otp' });
	});
});

function parse(...lines: string[]) {
	return parseScenario('a.http', lines.join('\n'));
}

function step(...lines: string[]) {
	const [only] = parse(head, '### a step', ...lines).steps;
	if (!only) throw new Error('there is no step');
	return only;
}
