import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Every route there is, found from its folder: a new one is in the tests on the day that it is added.

const folder = join(import.meta.dirname, '../src/routes');

export interface Route {
	/** The address, with something in the place of each parameter. */
	path: string;
	/** The group that says for whom it is, such as `(user)`. */
	group: string;
	isPage: boolean;
	/** What can be done there: `GET`, methods of an endpoint, `?/name` of an action (or `` for the default one). */
	doors: string[];
}

export const routes: Route[] = readdirSync(folder, { recursive: true, withFileTypes: true })
	.filter(({ name }) => /^\+(page\.svelte|server\.ts)$/.test(name))
	.map(({ parentPath, name }) => describeRoute(parentPath, name === '+page.svelte'));

/** Those that nobody has opened to who is not signed in. */
export const closedRoutes = routes.filter(({ group }) => !/^\((public|guest)\)$/.test(group));

/** Every way to write: an address, and the method for it. */
export const writes = routes.flatMap(({ path, doors }) =>
	doors
		.filter((door) => door !== 'GET')
		.map((door) =>
			/^[A-Z]+$/.test(door) ? { method: door, path } : { method: 'POST', path: path + door }
		)
);

function describeRoute(directory: string, isPage: boolean): Route {
	const parts = directory.slice(folder.length + 1).split('/');
	const address = parts.filter((part) => !part.startsWith('('));
	const path = '/' + address.map((part) => (part.startsWith('[') ? 'x' : part)).join('/');
	const doors = isPage ? ['GET', ...actionsOf(directory)] : methodsOf(directory);
	return { path, group: parts[0] ?? '', isPage, doors };
}

function actionsOf(directory: string): string[] {
	const file = readdirSync(directory).find((name) => name === '+page.server.ts');
	const source = file ? readFileSync(join(directory, file), 'utf8') : '';
	const [, line, lines] =
		source.match(/export const actions[^=]*= \{(?:( [^\n]+) \};$|(.*?)^\};)/ms) ?? [];
	const names = [...(line ?? lines ?? '').matchAll(/^[\t ](\w+): /gm)].map(([, name]) => name);
	return names.map((name) => (name === 'default' ? '' : `?/${name}`));
}

function methodsOf(directory: string): string[] {
	const source = readFileSync(join(directory, '+server.ts'), 'utf8');
	return [...source.matchAll(/^export const ([A-Z]+)\b/gm)].map(([, method]) => method ?? '');
}
