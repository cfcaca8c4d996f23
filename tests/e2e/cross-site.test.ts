import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request } from '@playwright/test';
import { expect, test as base } from './fixtures.ts';
import { logIn } from './steps.ts';

const test = base.extend<{ evil: string }>({
	/** A page on another port of this host: to browsers the same site, so that cookies come along. */
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	evil: async ({}, use) => {
		const page = '<!doctype html><link rel="icon" href="data:,"><title>Win a prize</title>';
		const server = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'text/html' }).end(page);
		}).listen(0);
		await once(server, 'listening');
		await use(`http://localhost:${(server.address() as AddressInfo).port}/`);
		server.closeAllConnections();
		server.close();
	}
});

const targets = ['/logout', '/account?/name', '/account/sessions?/revokeOthers', '/api/token'];

test('a page on another port of this host changes nothing for who is signed in [CS-02]', async ({
	page,
	evil,
	ada,
	baseURL
}) => {
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');

	for (const enctype of [
		'application/x-www-form-urlencoded',
		'multipart/form-data',
		'text/plain'
	]) {
		for (const target of targets) {
			await page.goto(evil);
			const [answer] = await Promise.all([
				page.waitForNavigation(),
				page.evaluate(submitForm, { action: baseURL + target, enctype })
			]);
			const { cookie } = (await answer?.request().allHeaders()) ?? {};
			expect(cookie, 'the browser takes it for the same site').toContain('session=');
			expect(answer?.status(), `${enctype} to ${target}`).toBe(403);
		}
	}

	await page.goto(evil);
	const ended: Request[] = [];
	// Their answers are kept from such a page, which is a failure to the browser.
	page.on('requestfailed', (request) => ended.push(request));
	page.on('requestfinished', (request) => ended.push(request));
	for (const target of targets) await page.evaluate(sendInSilence, baseURL + target);
	await expect.poll(() => ended.length).toBe(targets.length * 4);

	await page.goto('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello ${ada.name}`);
});

function submitForm({ action, enctype }: { action: string; enctype: string }) {
	const form = document.createElement('form');
	Object.assign(form, { action, enctype, method: 'POST' });
	form.innerHTML = '<input name="name" value="Eve">';
	document.body.append(form);
	form.submit();
}

/** All that a page may send elsewhere without being asked first. */
function sendInSilence(address: string) {
	const bodies = ['name=Eve', new Blob(['name=Eve']), new URLSearchParams({ name: 'Eve' })];
	const options = { method: 'POST', mode: 'no-cors', credentials: 'include' } as const;
	for (const body of bodies) void fetch(address, { ...options, body }).catch(() => undefined);
	navigator.sendBeacon(address, 'name=Eve');
}
