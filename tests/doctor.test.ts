import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { examine } from '../src/doctor/doctor.ts';
import { startAppwrite } from './e2e/processes.js';
import { answer, closeServers, serve } from './scripted-appwrite.ts';

let running: Awaited<ReturnType<typeof startAppwrite>>;
let good: Record<string, string>;

beforeAll(async () => {
	running = await startAppwrite('--port', '0', '--database', ':memory:');
	const { endpoint, projectId, apiKey } = running.appwrite;
	good = {
		APPWRITE_ENDPOINT: endpoint,
		APPWRITE_PROJECT_ID: projectId,
		APPWRITE_API_KEY: apiKey,
		ORIGIN: 'http://localhost:3000'
	};
});

afterAll(() => {
	running.server.kill('SIGKILL');
	closeServers();
});

/** What it says is wrong. */
async function complaints(settings: Record<string, string>) {
	const findings = await examine({ ...good, ...settings });
	return findings
		.filter(({ isWrong }) => isWrong)
		.map(({ text }) => text)
		.join('\n');
}

describe('npm run doctor', () => {
	it('finds nothing wrong with what works', async () => expect(await complaints({})).toBe(''));

	it.each([
		['no API’s address', { APPWRITE_ENDPOINT: 'https://cloud.appwrite.io' }, /ends in \/v1/],
		['nobody there', { APPWRITE_ENDPOINT: 'http://127.0.0.1:9/v1' }, /does not answer/],
		['no project', { APPWRITE_PROJECT_ID: '' }, /APPWRITE_PROJECT_ID is missing/],
		['another project', { APPWRITE_PROJECT_ID: 'other' }, /There is no project/],
		['an unknown app', { ORIGIN: 'https://evil.example' }, /Register the host of this app/],
		['no key', { APPWRITE_API_KEY: '' }, /APPWRITE_API_KEY is missing/],
		['a wrong key', { APPWRITE_API_KEY: 'standard_wrong' }, /not a key of this project/]
	])('%s: says what to do', async (_, settings: Record<string, string>, words) => {
		expect(await complaints(settings)).toMatch(words);
	});

	it('sends nothing to another host over http, unless that is allowed [SE-04]', async () => {
		const send = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'));
		const endpoint = 'http://appwrite.internal/v1';
		const words = await complaints({ APPWRITE_ENDPOINT: endpoint });
		expect(words).toMatch(
			/^APPWRITE_ENDPOINT: Is http, so the API key .* APPWRITE_ALLOW_HTTP=true/
		);
		expect(send).not.toHaveBeenCalled();

		const allowed = { APPWRITE_ENDPOINT: endpoint, APPWRITE_ALLOW_HTTP: 'true' };
		expect(await complaints(allowed)).toMatch(/does not answer/);
		expect(send).toHaveBeenCalled();
		send.mockRestore();
	});

	it('follows no redirect, which could lead its key to anybody [SE-04]', async () => {
		const elsewhere: unknown[] = [];
		const other = await serve((request, response) => {
			elsewhere.push(request.headers);
			answer(200, { version: '1.9.6' })(request, response);
		});
		// Up to each of its questions in turn, all is well.
		for (const led of ['/health/version', '/account', '/account/sessions/email', '/users']) {
			const endpoint = await serve((request, response) => {
				const path = request.url?.replace('/v1', '') ?? '';
				if (!path.startsWith(led)) return answer(200, { version: '1.9.6' })(request, response);
				response.writeHead(307, { location: other + path }).end();
			});
			await complaints({ APPWRITE_ENDPOINT: endpoint });
		}
		expect(elsewhere).toEqual([]);
	});

	it('a key without its scope: says what to do', async () => {
		const response = await fetch(`${running.appwrite.control}/project/keys`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ keyId: 'reader', name: 'Reader', scopes: ['users.read'] })
		});
		const { secret } = await response.json();
		expect(await complaints({ APPWRITE_API_KEY: secret })).toMatch(/scope sessions\.write/);
	});

	it('ends with 1 if something is wrong, and shows no key', async () => {
		const env = { PATH: process.env.PATH, ...good, APPWRITE_PROJECT_ID: 'other' };
		const { code, output } = await new Promise<{ code: unknown; output: string }>((resolve) =>
			execFile(process.execPath, ['src/doctor/bin.js'], { env }, (error, stdout, stderr) =>
				resolve({ code: error?.code, output: stdout + stderr })
			)
		);
		expect(code).toBe(1);
		expect(output).toMatch(/^ok {5}Appwrite .+\nwrong {2}There is no project/);
		expect(output).not.toContain(good.APPWRITE_API_KEY);
	});
});
