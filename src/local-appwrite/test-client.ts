import { createLocalAppwrite, type LocalAppwriteOptions } from './app.ts';

interface Options {
	headers?: Record<string, string>;
	body?: unknown;
}

type Question = [method: string, path: string, body?: unknown];

/** A local Appwrite for a test, and the way to talk to it: as a guest unless the headers say more. */
export function createTestAppwrite(options: Partial<LocalAppwriteOptions> = {}) {
	const appwrite = createLocalAppwrite({
		version: '1.9',
		database: ':memory:',
		fastHash: true,
		...options
	});

	/** @param path with all that it begins with */
	async function send(method: string, path: string, { headers, body }: Options = {}) {
		return appwrite.fetch(
			new Request(new URL(path, 'http://localhost'), {
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

	/** @param path behind `/v1` */
	const request = (method: string, path: string, options?: Options) =>
		send(method, `/v1${path}`, options);

	/** @param path behind the control's own address */
	const control = (method: string, path: string, body?: unknown) =>
		send(method, `${appwrite.controlPath}${path}`, { body });

	const asKey = { 'x-appwrite-key': appwrite.apiKey };

	/** Asks for the status and the JSON of the answer. */
	async function askWith(headers: Record<string, string>, ...[method, path, body]: Question) {
		const response = await request(method, path, { headers, body });
		return { status: response.status, body: response.status === 204 ? {} : await response.json() };
	}

	/** Asks as a server with the key. */
	const ask = (...question: Question) => askWith(asKey, ...question);

	/** Asks in a session, or as a guest where its secret is `""`. */
	const askAs = (session: string, ...question: Question) =>
		askWith(session ? { 'x-appwrite-session': session } : {}, ...question);

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

	return { ...appwrite, send, request, control, asKey, ask, askAs, askWith, signUpAndIn };
}
