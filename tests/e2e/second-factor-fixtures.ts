import { setTimeout } from 'node:timers/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import { totpCode } from '../../src/local-appwrite/auth/totp.ts';
import { expect, test as base, type Options, type Person } from './fixtures.ts';

/** Asks Appwrite in somebody's name, as an app of theirs on another device would. */
export type Owner = (method: string, path: string, data?: object) => Promise<Answer>;
type Answer = Record<string, string>;

interface Fixtures {
	/** Ada, to Appwrite. */
	owner: Owner;
	/** The key of Ada's authenticator app; her account asks for its code at every login. */
	key: string;
}

export const test = base.extend<Fixtures>({
	owner: async ({ appwrite, request, ada }, use) => use(await ownerOf(request, appwrite, ada)),

	key: async ({ owner }, use) => {
		const key = await addAuthenticator(owner);
		await owner('PATCH', '/account/mfa', { mfa: true });
		await use(key);
	}
});

/** Sets up an authenticator app; answers its key. */
export async function addAuthenticator(owner: Owner): Promise<string> {
	const { secret = '' } = await owner('POST', '/account/mfa/authenticators/totp');
	const otp = await freshCode(secret);
	await owner('PUT', '/account/mfa/authenticators/totp', { otp });
	return secret;
}

async function ownerOf(
	request: APIRequestContext,
	{ endpoint, projectId }: Options['appwrite'],
	{ email, password }: Person
): Promise<Owner> {
	const project = { 'x-appwrite-project': projectId };
	const login = await request.post(`${endpoint}/account/sessions/email`, {
		headers: project,
		data: { email, password }
	});
	// Whoever is no browser of the same site is given the session in this header.
	const [session] = Object.values<string>(
		JSON.parse(login.headers()['x-fallback-cookies'] ?? '{}')
	);
	const headers = { ...project, 'x-appwrite-session': session ?? '', cookie: '' };

	return async (method, path, data) => {
		const answer = await request.fetch(endpoint + path, { method, headers, data });
		expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
		return answer.status() === 204 ? {} : await answer.json();
	};
}

/** The code that an authenticator app shows, with enough of its 30 seconds left to type it in. */
export async function freshCode(key: string): Promise<string> {
	const left = 30_000 - (Date.now() % 30_000);
	if (left < 10_000) await setTimeout(left + 100);
	return totpCode(key, Date.now());
}

export function wrongCode(key: string): string {
	const right = totpCode(key, Date.now());
	return right.replace(/\d/g, (digit) => String((Number(digit) + 5) % 10));
}

export async function enterCode(page: Page, code: string | null, label = 'Code') {
	await page.getByLabel(label, { exact: true }).fill(code ?? '');
	await page.getByRole('button', { name: 'Continue' }).click();
}

export { expect };
