import { beforeAll, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const appwrite = createTestAppwrite();
let session: Record<string, string>;
let blocked: Record<string, string>;

const foreign = { origin: 'https://evil.example' };
const otherProject = { 'x-appwrite-project': 'nope' };
const wrongKey = { 'x-appwrite-key': 'standard_wrong' };

beforeAll(async () => {
	session = { 'x-appwrite-session': await appwrite.signUpAndIn('ada@example.com') };
	blocked = { 'x-appwrite-session': await appwrite.signUpAndIn('bo@example.com') };
	await appwrite.request('PATCH', '/account/status', { headers: blocked });
});

async function refusal(method: string, path: string, headers: object, body: unknown = {}) {
	const options = { headers: { ...headers }, body: method === 'GET' ? undefined : body };
	const response = await appwrite.request(method, path, options);
	return response.json();
}

describe('of several things that are wrong with a request, the answer names', () => {
	it('the unknown project before the unknown key', async () => {
		const error = await refusal('POST', '/account', { ...otherProject, ...wrongKey });
		expect(error).toMatchObject({ code: 404, type: 'project_not_found' });
	});

	it('the foreign origin before the unknown project', async () => {
		const error = await refusal('POST', '/account', { ...otherProject, ...foreign });
		expect(error).toMatchObject({ code: 403, type: 'general_unknown_origin' });
	});

	it('the unknown key and not the foreign origin, which does not matter to a key', async () => {
		const error = await refusal('POST', '/account', { ...foreign, ...wrongKey });
		expect(error).toMatchObject({ code: 401, type: 'user_unauthorized' });
	});

	it('the missing scope before the missing parameter', async () => {
		expect(await refusal('PATCH', '/account/name', {})).toMatchObject({
			code: 401,
			type: 'general_unauthorized_scope',
			message: 'User (role: guests) missing scopes (["account"])'
		});
	});

	it('the block before the active session', async () => {
		const error = await refusal('POST', '/account/sessions/email', blocked);
		expect(error).toMatchObject({ code: 403, type: 'user_blocked' });
	});

	it('the active session before the missing parameter', async () => {
		const error = await refusal('POST', '/account/sessions/email', session);
		expect(error).toMatchObject({ code: 401, type: 'user_session_already_exists' });
	});

	it('the first declared parameter, whatever is wrong with the next', async () => {
		const error = await refusal('POST', '/account', {}, { email: 'x', password: '1' });
		expect(error.message).toBe('Param "userId" is not optional.');
	});

	it('an invalid parameter before a missing one that was declared later', async () => {
		const error = await refusal('POST', '/account', {}, { userId: 'unique()', email: 'x' });
		expect(error.message).toBe('Invalid `email` param: Value must be a valid email address');
	});

	it('the parameters before the taken address', async () => {
		const body = { userId: 'unique()', email: 'ada@example.com', password: 'short' };
		expect((await refusal('POST', '/account', {}, body)).message).toContain('`password` param');
	});

	it('the console, where the project is missing, only after the parameters', async () => {
		const nowhere = { 'x-appwrite-project': '' };
		const body = { userId: 'unique()', email: 'cy@example.com', password: 'correct horse' };

		expect(await refusal('POST', '/account', nowhere)).toMatchObject({ code: 400 });
		expect(await refusal('POST', '/account', nowhere, body)).toMatchObject({
			type: 'user_console_count_exceeded'
		});
	});
});

describe('a key', () => {
	it('must come with the project', async () => {
		const error = await refusal('GET', '/account', {
			...appwrite.asKey,
			'x-appwrite-project': ''
		});
		expect(error).toMatchObject({ code: 403, type: 'project_id_missing' });
	});

	it('cannot look at an account, whichever session comes with it', async () => {
		const error = await refusal('GET', '/account', { ...appwrite.asKey, ...session });
		expect(error.message).toBe(
			'app.local-appwrite@service.localhost (role: applications) missing scopes (["account"])'
		);
	});

	it('of an unknown kind takes the rights of the session beside it', async () => {
		const error = await refusal('GET', '/account', { 'x-appwrite-key': 'foo_bar', ...session });
		expect(error.message).toBe('ada@example.com (role: guests) missing scopes (["account"])');
	});
});

it('an unknown route passes the same checks and answers as a page', async () => {
	const page = async (headers: Record<string, string>) => {
		const response = await appwrite.request('GET', '/nope', { headers });
		expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
		return [response.status, await response.text()];
	};

	expect(await page({})).toEqual([404, expect.stringContaining("doesn't exist")]);
	expect(await page(wrongKey)).toEqual([401, expect.stringContaining('not authorized')]);
	expect(await page(foreign)).toEqual([403, expect.stringContaining('evil.example')]);
});
