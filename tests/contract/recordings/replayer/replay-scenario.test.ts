import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeMismatch } from './describe-mismatch.ts';
import { parseScenario } from './parse-scenario.ts';
import { replayScenario } from './replay-scenario.ts';
import type { Target } from './target.ts';

interface Reply {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** Answers to the requests that come, in their order; the mailbox is asked apart from them. */
let replies: Reply[];
let mails: object[][];
let seen: string[];
let server: Server;
let target: Target;

beforeEach(async () => {
	[replies, mails, seen] = [[], [], []];
	server = createServer(async (request, response) => {
		const isMailbox = request.url?.startsWith('/mailbox');
		if (!isMailbox) seen.push(await describeRequest(request));

		const {
			status = 200,
			headers,
			body
		} = isMailbox ? { body: mails.shift() } : (replies.shift() ?? {});
		const type = body === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' };
		response.writeHead(status, { ...type, ...headers }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	target = {
		endpoint: `${origin}/v1`,
		projectId: 'demo',
		projectName: 'Demo',
		apiKey: 'standard_1',
		version: '1.9',
		facilities: { mailbox: `${origin}/mailbox`, control: `${origin}/control`, oidc: origin }
	};
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('a replay', () => {
	it('carries values from one step to the next and asks as the step says', async () => {
		replies = [{ status: 201, body: { user: [{ $id: 'ada' }] } }, { body: { a: 1 } }];
		const results = await replay(
			'### one\nPOST /account as key\n{ "name": "{{project}}" }\n\n201\n{ "user": [{ "$id": "ada" }] }\ncapture id = user.0.$id',
			'### two\nGET /users/{{id}} as session s1\nquery { "queries": [{ "a": 1 }] }\n\n200\n{ "a": 1 }'
		);

		expect(results).toEqual(['', '']);
		expect(seen).toEqual([
			'POST /v1/account key=standard_1 session=- {"name":"demo"}',
			'GET /v1/users/ada?queries%5B0%5D=%7B%22a%22%3A1%7D key=- session=s1 '
		]);
	});

	it('says where the recording stands and what is different', async () => {
		replies = [{ body: { labels: ['b'] } }];
		const results = await replay('### labels\nGET /account as guest\n\n200\n{ "labels": ["a"] }');

		expect(results).toEqual([
			[
				'tests/contract/recordings/a.http:2  labels',
				'  GET /account as guest',
				'  body.labels[0]',
				'    expected  "a"',
				'    got       "b"'
			].join('\n')
		]);
	});

	it('keeps asking for what comes eventually', async () => {
		replies = [{ body: { total: 0 } }, { body: { total: 1 } }];
		expect(
			await replay('### logs\nGET /logs as guest\neventually 5\n\n200\n{ "total": 1 }')
		).toEqual(['']);
	});

	it('does not mind what type an empty answer claims to have', async () => {
		replies = [{ headers: { 'content-type': 'text/html' } }];
		expect(await replay('### head\nHEAD /ping as guest\n\n200')).toEqual(['']);
	});

	it('follows nothing by itself', async () => {
		replies = [
			{ status: 301, headers: { location: 'http://app.test/?secret=x#' } },
			{ status: 204 }
		];
		const results = await replay(
			'### start\nGET /start as guest\n\n301\nlocation: http://app.test/?secret=<string>\ncapture s = location:secret',
			'### next\nGET /next/{{s}} as guest\n\n204'
		);

		expect(results).toEqual(['', '']);
		expect(seen[1]).toContain('GET /v1/next/x ');
	});
});

describe('a mail', () => {
	const old = { id: '1', subject: 'Old', links: [], otp: '111111' };
	const code = {
		id: '2',
		subject: 'Demo Login',
		links: ['http://a.test/?secret=ab'],
		otp: '222222'
	};
	const step = (answer: string) => `### ask\nPOST /mail as guest\n\n200\n${answer}`;

	it('is the one that was not there before', async () => {
		mails = [[old], [old], [code, old]];
		const answer = 'mail to a@b.test { "subject": "{{projectName}} Login", "otp": "<otp>" }';
		const results = await replay(
			step(`${answer}\ncapture otp = mail:otp\ncapture s = mail:secret`),
			'### use\nGET /{{otp}}/{{s}} as guest\n\n200'
		);

		expect(results).toEqual(['', '']);
		expect(seen[1]).toContain('GET /v1/222222/ab ');
	});

	it('with another subject is found', async () => {
		mails = [[], [code]];
		const [result] = await replay(step('mail to a@b.test { "subject": "Hello" }'));
		expect(result).toContain('mail.subject\n    expected  Hello\n    got       Demo Login');
	});

	it('that nobody expects is found', async () => {
		mails = [[old], [code, old]];
		const [result] = await replay(step('no mail to a@b.test'));
		expect(result).toContain('expected  none to a@b.test\n    got       Demo Login');
	});
});

it('the project is put back, also when a replay ends early', async () => {
	replies = [{}, { body: { $id: 'k1', secret: 'standard_2' } }, { status: 500 }, {}, {}];
	const scenario = parseScenario(
		'a.http',
		'# title\nneeds policies/session-limit { "total": 2 }\nneeds key reader users.read\n### a\nGET / as key {{reader}}\n\n204\n### b\nGET / as guest\n\n204'
	);
	for await (const { mismatches } of replayScenario(scenario, target)) {
		if (mismatches.length > 0) break;
	}

	expect(seen.map((line) => line.replace(/ key=\S+ session=-/, ''))).toEqual([
		'PATCH /control/project/policies/session-limit {"total":2}',
		'POST /control/project/keys {"keyId":"unique()","name":"reader","scopes":["users.read"]}',
		'GET /v1/ ',
		'DELETE /control/project/keys/k1 ',
		'PATCH /control/project/policies/session-limit {"total":null}'
	]);
});

async function replay(...steps: string[]) {
	const scenario = parseScenario('a.http', `# title\n${steps.join('\n')}`);
	const results = [];
	for await (const result of replayScenario(scenario, target)) {
		results.push(result.mismatches.length > 0 ? describeMismatch(scenario, result) : '');
	}
	return results;
}

async function describeRequest(request: IncomingMessage) {
	let body = '';
	for await (const chunk of request) body += chunk;
	const { 'x-appwrite-key': key = '-', 'x-appwrite-session': session = '-' } = request.headers;
	return `${request.method} ${request.url} key=${key} session=${session} ${body}`;
}
