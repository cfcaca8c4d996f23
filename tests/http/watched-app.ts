import { expect, test as base } from '@playwright/test';
import { startApp, startAppwrite, type Appwrite } from '../e2e/processes.js';

/** A line of the log. */
type Line = Record<string, unknown>;

/** An app whose stdout and stderr are read. */
export interface WatchedApp {
	origin: string;
	appwrite: Appwrite;
	output(): string;
	/** The lines with this event, once there is one. */
	lines(event: string): Promise<Line[]>;
	/** The newest mail or text message to this address or number, once there is one. */
	newestMail(to: string): Promise<{ links: string[]; otp: string }>;
	/** Lets the next calls to Appwrite go wrong. */
	fail(kind: string, times?: number): Promise<unknown>;
}

export const test = base.extend<{ app: WatchedApp }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	app: async ({}, use) => {
		const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
		const app = await startApp(appwrite, { ADDRESS_HEADER: 'x-forwarded-for' });
		let output = '';
		for (const stream of [app.server.stdout, app.server.stderr])
			stream?.on('data', (text) => (output += text));

		async function lines(event: string) {
			const found = () => parse(output).filter((line) => line.event === event);
			await expect.poll(() => found().length, event).toBeGreaterThan(0);
			return found();
		}

		async function newestMail(to: string) {
			const address = `${appwrite.mailbox}/messages.json?to=${encodeURIComponent(to)}`;
			const read = async () => (await fetch(address)).json();
			await expect.poll(async () => (await read()).length, to).toBeGreaterThan(0);
			return (await read())[0];
		}

		await use({
			origin: app.origin,
			appwrite,
			output: () => output,
			lines,
			newestMail,
			fail: (kind, times = 1) => postJson(`${appwrite.control}/faults`, { path: '/', kind, times })
		});

		app.server.kill('SIGKILL');
		server.kill('SIGKILL');
	}
});

/** Fails where a line is no JSON. */
export function parse(output: string): Line[] {
	return output
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));
}

export function postJson(address: string, body: object) {
	const headers = { 'content-type': 'application/json' };
	return fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
}

export { expect };
