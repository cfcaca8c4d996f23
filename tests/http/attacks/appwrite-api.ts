import { expect, type World } from '../world.ts';

/** Acts as this person at Appwrite itself, as anybody with the password can, past the app. */
export async function ownerAt({ appwrite }: World, email: string, password: string) {
	const { endpoint, projectId, apiKey } = appwrite;
	const json = { 'content-type': 'application/json', 'x-appwrite-project': projectId };

	async function send(method: string, path: string, data: object | undefined, headers: object) {
		const body = data && JSON.stringify(data);
		const response = await fetch(endpoint + path, {
			method,
			headers: { ...json, ...headers },
			body
		});
		const text = await response.text();
		expect(response.ok, `${method} ${path}: ${text}`).toBe(true);
		return JSON.parse(text || '{}');
	}

	const login = { 'x-appwrite-key': apiKey };
	const { secret } = await send('POST', '/account/sessions/email', { email, password }, login);
	return (method: string, path: string, data?: object) =>
		send(method, path, data, { 'x-appwrite-session': secret });
}
