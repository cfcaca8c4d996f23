import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Account, Client, ID } from 'appwrite';
import { expect, test as base } from './fixtures.ts';

// A client-side app, as Appwrite was made for, develops on the local Appwrite too: Appwrite's own SDK in a page
// of another origin, with its cross-origin requests and its cookies.
const sdk = readFileSync(
	join(createRequire(import.meta.url).resolve('appwrite'), '../../iife/sdk.js')
);

interface SdkWindow {
	Appwrite: { Account: typeof Account; Client: typeof Client; ID: typeof ID };
}

const test = base.extend<{ elsewhere: string }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	elsewhere: async ({}, use) => {
		const server = createServer((request, response) => {
			const isScript = request.url === '/sdk.js';
			response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
			response.end(isScript ? sdk : '<!doctype html><script src="/sdk.js"></script>');
		});
		await once(server.listen(0, 'localhost'), 'listening');
		await use(`http://localhost:${(server.address() as AddressInfo).port}`);
		server.close();
	}
});

test('a page of another origin signs up, logs in, reloads and logs out', async ({
	page,
	appwrite,
	elsewhere
}) => {
	const person = { email: `${crypto.randomUUID()}@example.com`, password: 'correct horse' };
	await page.goto(elsewhere);

	const name = await page.evaluate(
		async ({ appwrite, person }) => {
			const { Account, Client, ID } = (window as unknown as SdkWindow).Appwrite;
			const client = new Client().setEndpoint(appwrite.endpoint).setProject(appwrite.projectId);
			const account = new Account(client);
			await account.create({ userId: ID.unique(), ...person, name: 'Grace' });
			const session = await account.createEmailPasswordSession(person);
			if (session.secret) throw new Error('only a key sees the secret of a session');
			return (await account.get()).name;
		},
		{ appwrite, person }
	);
	expect(name).toBe('Grace');

	await page.reload();
	const after = await page.evaluate(async ({ endpoint, projectId }) => {
		const { Account, Client } = (window as unknown as SdkWindow).Appwrite;
		const account = new Account(new Client().setEndpoint(endpoint).setProject(projectId));
		const { email } = await account.get();
		await account.deleteSession({ sessionId: 'current' });
		const refusal = await account.get().catch((error: { type: string }) => error);
		return { email, refused: 'type' in refusal && refusal.type };
	}, appwrite);
	expect(after).toEqual({ email: person.email, refused: 'general_unauthorized_scope' });
});
