import { createLocalAppwrite, type LocalAppwriteOptions } from './app.ts';

interface Options {
	headers?: Record<string, string>;
	body?: unknown;
}

/** A local Appwrite for a test, and the way to talk to it: as a guest unless the headers say more. */
export function createTestAppwrite(options: Partial<LocalAppwriteOptions> = {}) {
	const appwrite = createLocalAppwrite({ database: ':memory:', fastHash: true, ...options });

	async function request(method: string, path: string, { headers, body }: Options = {}) {
		return appwrite.fetch(
			new Request(`http://localhost/v1${path}`, {
				method,
				headers: {
					'content-type': 'application/json',
					'x-appwrite-project': appwrite.projectId,
					...headers
				},
				body: body === undefined ? undefined : JSON.stringify(body)
			})
		);
	}

	const asKey = { 'x-appwrite-key': appwrite.apiKey };

	/** Answers the session's secret. */
	async function signUpAndIn(email: string, password = 'correct horse'): Promise<string> {
		const account = { userId: 'unique()', email, password, name: 'Ada' };
		await request('POST', '/account', { headers: asKey, body: account });
		const session = await request('POST', '/account/sessions/email', {
			headers: asKey,
			body: { email, password }
		});
		const { secret } = await session.json();
		return secret;
	}

	return { ...appwrite, request, asKey, signUpAndIn };
}
