import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { startApp } from '../e2e/processes.js';
import { comparablePage } from './comparable-page.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { sendForm } from './send.ts';
import { test as onAppwrite } from './world.ts';

// Its own app, on an Appwrite that answers whatever it is asked with the same refusal.

async function startRefusing(type: string) {
	const server = createServer((_, response) => refuse(response, type)).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return { server, endpoint: `http://127.0.0.1:${port}/v1` };
}

function refuse(response: ServerResponse, type: string) {
	const body = JSON.stringify({ message: 'no', code: 503, type, version: '1.9.6' });
	response.writeHead(503, { 'content-type': 'application/json' }).end(body);
}

/** Starts the app, does `visit`, and ends both. */
async function onAppwriteRefusing(
	type: string,
	env: Record<string, string>,
	visit: (origin: string, ask: (path: string, form: object) => Promise<Response>) => Promise<void>
) {
	const { server, endpoint } = await startRefusing(type);
	const app = await startApp({ endpoint, projectId: 'project', apiKey: 'standard_key' }, env);
	const headers = { accept: 'text/html', origin: app.origin };
	try {
		await visit(app.origin, (path, form) => {
			const body = new URLSearchParams({ ...form });
			return fetch(app.origin + path, { method: 'POST', headers, body, redirect: 'manual' });
		});
	} finally {
		app.server.kill('SIGKILL');
		server.close();
		server.closeAllConnections();
	}
}

test('where no text messages can be sent, it is said, with other ways to log in', async () => {
	const env = { PHONE_LOGIN: 'true' };
	await onAppwriteRefusing('general_phone_disabled', env, async (_, ask) => {
		const response = await ask('/login/phone?/send', { phone: '+447700900000' });
		expect(response.status).toBe(403);
		const page = await response.text();
		expect(page).toContain('This site cannot send text messages at the moment.');
		expect(page).toContain('+447700900000');
		expect(page).toContain('Other ways to log in');
	});
});

test('where no mail can be sent, every form that would mail something says so', async () => {
	await onAppwriteRefusing('general_smtp_disabled', {}, async (_, ask) => {
		for (const path of ['/forgot-password', '/login/link', '/login/code?/send']) {
			const response = await ask(path, { email: 'ada@example.com' });
			expect(response.status, path).toBe(403);
			expect(await response.text()).toContain('This site cannot send email at the moment.');
		}
	});
});

onAppwrite(
	'where no mail can be sent, nobody learns who has an account [RC-01]',
	async ({ world }) => {
		const proxy = await startFaultProxy(world.appwrite.endpoint);
		proxy.fault = ({ url }, response, pass) =>
			url === '/v1/account/recovery' ? refuse(response, 'general_smtp_disabled') : pass();
		const app = await startApp({ ...world.appwrite, endpoint: proxy.endpoint }, {});
		const known = await world.signUp();

		const answers = await Promise.all(
			[known.email, 'stranger@example.com'].map(async (email) => {
				const { status, cookies, text } = await sendForm(app.origin, '/forgot-password', { email });
				return { status, cookies, page: comparablePage(text, email) };
			})
		);
		app.server.kill('SIGKILL');
		expect(answers[0]).toMatchObject({ status: 403, cookies: [] });
		expect(answers[0]?.page).toContain('This site cannot send email at the moment.');
		expect(answers[1]).toEqual(answers[0]);
	}
);

test('there is no sign-in by text message unless PHONE_LOGIN says so', async () => {
	await onAppwriteRefusing('general_phone_disabled', {}, async (origin, ask) => {
		expect(await (await fetch(`${origin}/login`)).text()).not.toContain('text message');
		expect((await fetch(`${origin}/login/phone`)).status).toBe(404);
		expect((await ask('/login/phone?/send', { phone: '+447700900000' })).status).toBe(404);
	});
});
