import { setTimeout } from 'node:timers/promises';
import { test as base, expect, type BrowserContext } from '@playwright/test';
import axe from 'axe-core';

/** The Appwrite behind the app under test. */
export interface Options {
	appwrite: { endpoint: string; projectId: string; mailbox: string };
}

export interface Person {
	id: string;
	name: string;
	email: string;
	password: string;
}

export interface Mail {
	id: string;
	to: string;
	subject: string;
	text: string;
	html: string;
	/** Addresses in the mail, in their order. */
	links: string[];
	/** The code to type in, if the mail brings one. */
	otp: string | null;
	createdAt: string;
}

interface Mailbox {
	/** Waits for the newest mail to this address that this test has not been given yet. */
	newest(address: string): Promise<Mail>;
}

interface Fixtures {
	origin: string;
	signUp: (name: string) => Promise<Person>;
	ada: Person;
	axe: () => Promise<void>;
	mailbox: Mailbox;
	pageGuard: undefined;
}

export const test = base.extend<Options & Fixtures>({
	appwrite: [{ endpoint: '', projectId: '', mailbox: '' }, { option: true }],

	/** Where the app under test is. */
	origin: async ({ baseURL }, use) => use(baseURL ?? ''),

	/** Each test comes from an address of its own, as far as the app's limits know; the build believes this header. */
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	extraHTTPHeaders: async ({}, use) => {
		const [a, b, c] = crypto.getRandomValues(new Uint8Array(3));
		await use({ 'x-forwarded-for': `10.${a}.${b}.${c}` });
	},

	/** Registers somebody of this name, with an address of their own. */
	signUp: async ({ appwrite, request }, use) => {
		await use(async (name) => {
			const id = crypto.randomUUID();
			const person = { name, email: `${id}@example.com`, password: 'correct horse' };

			const response = await request.post(`${appwrite.endpoint}/account`, {
				headers: { 'x-appwrite-project': appwrite.projectId },
				data: { userId: id, ...person }
			});
			expect(response.status(), await response.text()).toBe(201);
			return { id, ...person };
		});
	},

	/** A registered user, new for each test. */
	ada: async ({ signUp }, use) => use(await signUp('Ada Lovelace')),

	/**
	 * Expects that axe finds nothing to complain about on the page as it stands. It looks only where
	 * JavaScript is on, for it needs the page's timers; the markup is the same without.
	 */
	axe: async ({ javaScriptEnabled, page }, use) => {
		await use(async () => {
			if (!javaScriptEnabled) return;

			// Evaluated, not added as a script: the content security policy rightly refuses those.
			await page.evaluate(`${axe.source}; undefined`);
			const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');

			const found = violations.flatMap(({ help, nodes }) =>
				nodes.map(({ html }) => `${help}: ${html}`)
			);
			expect(found).toEqual([]);
		});
	},

	mailbox: async ({ appwrite, request }, use) => {
		const given = new Set<string>();

		async function newest(address: string): Promise<Mail> {
			const url = `${appwrite.mailbox}/messages.json?to=${encodeURIComponent(address)}`;
			for (const deadline = Date.now() + 5000; Date.now() < deadline;) {
				const [mail]: Mail[] = await (await request.get(url)).json();
				if (mail && !given.has(mail.id)) {
					given.add(mail.id);
					return mail;
				}
				await setTimeout(50);
			}
			throw new Error(`No new mail to ${address} within 5 s`);
		}

		await use({ newest });
	},

	/** Fails a test when any page in it breaks the content security policy or throws. */
	pageGuard: [
		async ({ browser }, use) => {
			const problems: string[] = [];

			function watch(context: BrowserContext) {
				context.on('weberror', (error) => problems.push(error.error().stack ?? String(error)));
				context.on('console', (message) => {
					if (/content security policy/i.test(message.text())) problems.push(message.text());
				});
			}

			browser.on('context', watch);
			await use(undefined);
			browser.off('context', watch);

			expect(problems, 'errors on the pages of this test').toEqual([]);
		},
		{ auto: true }
	]
});

export { expect };
