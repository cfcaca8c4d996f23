import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { routeOf, serviceOf } from './route';

const url = (path: string) => new URL(`https://appwrite.example/v1${path}`);

it.each([
	['/account', 'account'],
	['/account/tokens/email', 'account'],
	['/users/ada/sessions', 'account'],
	['/account/tokens/oauth2/oidc', 'oauth2 oidc'],
	['/account/tokens/oauth2/github', 'oauth2 github'],
	['/tablesdb/main/tables/posts/rows', 'tablesdb'],
	['/storage/buckets/photos/files', 'storage'],
	['/ping', 'ping']
])('%s is a matter of %s', (path, service) => {
	expect(serviceOf(url(path))).toBe(service);
});

it.each([
	['get', '/account', 'GET /account'],
	['delete', '/account/sessions/6a60e1c2', 'DELETE /account/sessions/:id'],
	['POST', '/account/tokens/oauth2/oidc', 'POST /account/tokens/oauth2/:id'],
	['GET', '/tablesdb/main/tables/posts/rows/ada', 'GET /tablesdb/:id/tables/:id/rows/:id']
])('%s %s is logged as %s', (method, path, route) => {
	expect(routeOf(method, url(path))).toBe(route);
});

it('every path of an account and a user is logged in its own words', () => {
	const sources = ['account', 'users'].map((service) =>
		readFileSync(`node_modules/node-appwrite/dist/services/${service}.mjs`, 'utf8')
	);
	const paths = sources.flatMap((source) => [...source.matchAll(/apiPath = "([^"]+)"/g)]);
	expect(paths.length).toBeGreaterThan(80);
	for (const [, path = ''] of paths) {
		const route = path.replace(/\{\w+\}/g, ':id');
		expect(routeOf('GET', url(path.replace(/\{\w+\}/g, 'x1'))), path).toBe(`GET ${route}`);
	}
});
