// How the local Appwrite bears 100,000 users and sessions: the same requests to a full and to an empty database,
// in turns, as ratios.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { startAppwrite } from '../e2e/processes.js';
import { ratio } from './statistics.js';

/** @typedef {Awaited<ReturnType<typeof startAppwrite>> & { secret: string }} Target */

const USERS = 100_000;
const ROUNDS = 15;
const REQUESTS = 20;

const person = { userId: 'ada', email: 'ada@example.com', password: 'correct horse', name: 'Ada' };

/** @param {import('./run.js').Report} report */
export async function measureLocalAppwrite(report) {
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	const empty = await populate(join(folder, 'empty.db'), 0);
	const full = await populate(join(folder, 'full.db'), USERS);

	/** @param {string} title @param {(target: Target) => Promise<unknown>} act */
	const compareBoth = async (title, act) => report(await compare(title, act, empty, full));
	await compareBoth('GET /account', (target) =>
		ask(target, 'GET', '/account', undefined, { 'x-appwrite-session': target.secret })
	);
	await compareBoth('POST /account/sessions/email', (target) =>
		ask(target, 'POST', '/account/sessions/email', person, {
			'x-appwrite-key': target.appwrite.apiKey
		})
	);

	for (const { server } of [empty, full]) server.kill();
	rmSync(folder, { recursive: true });
}

/**
 * An Appwrite on which Ada is signed in, along with so many others.
 * @param {string} database
 * @param {number} others
 * @returns {Promise<Target>}
 */
async function populate(database, others) {
	const first = await startAppwrite('--port', '0', '--database', database);
	const headers = { 'x-appwrite-key': first.appwrite.apiKey };
	await ask(first, 'POST', '/account', person, headers);
	const { secret } = await ask(first, 'POST', '/account/sessions/email', person, headers);
	first.server.kill();
	await once(first.server, 'exit');

	const sqlite = new Sqlite(database);
	const user = { id: `'other-' || i`, email: `i || '@example.com'` };
	const session = { id: `'session-' || i`, userId: `'other-' || i`, secret: `'secret-' || i` };
	const target = {
		id: `'target-' || i`,
		userId: `'other-' || i`,
		identifier: `i || '@example.com'`
	};
	multiply(sqlite, 'users', user, others);
	multiply(sqlite, 'sessions', session, others);
	multiply(sqlite, 'targets', target, others);
	sqlite.close();

	return { ...(await startAppwrite('--port', '0', '--database', database)), secret };
}

/**
 * Copies the one row of a table, with other values in these columns, in which `i` is the number of the copy.
 * @param {Sqlite.Database} sqlite
 * @param {string} table
 * @param {Record<string, string>} values
 * @param {number} times
 */
function multiply(sqlite, table, values, times) {
	const information = sqlite.prepare(`SELECT name FROM pragma_table_info('${table}')`);
	const names = /** @type {string[]} */ (information.pluck().all());
	const columns = names.filter((name) => name !== 'sequence');
	sqlite.exec(`
		WITH RECURSIVE copies (i) AS (
			SELECT 1 WHERE ${times} > 0 UNION ALL SELECT i + 1 FROM copies WHERE i < ${times}
		)
		INSERT INTO ${table} (${columns.join()})
		SELECT ${columns.map((name) => values[name] ?? name).join()}
		FROM (SELECT * FROM ${table} LIMIT 1), copies;
	`);
}

/**
 * @param {string} title
 * @param {(target: Target) => Promise<unknown>} act
 * @param {Target} empty
 * @param {Target} full
 * @returns {Promise<[string, string]>}
 */
async function compare(title, act, empty, full) {
	/** @type {{ full: number[], empty: number[], again: number[] }} */
	const times = { full: [], empty: [], again: [] };
	for (let round = 0; round < ROUNDS; round += 1) {
		times.empty.push(await time(() => act(empty)));
		times.full.push(await time(() => act(full)));
		times.again.push(await time(() => act(empty)));
	}
	const what = `local Appwrite: ${title}, ${USERS} users and sessions ÷ none`;
	const control = ratio(times.again, times.empty);
	return [what, `${ratio(times.full, times.empty)}, control ${control}`];
}

/** Milliseconds a request. @param {() => Promise<unknown>} act */
async function time(act) {
	const start = performance.now();
	for (let i = 0; i < REQUESTS; i += 1) await act();
	return (performance.now() - start) / REQUESTS;
}

/**
 * @param {Awaited<ReturnType<typeof startAppwrite>>} target
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {Record<string, string>} headers
 */
async function ask({ appwrite }, method, path, body, headers) {
	const response = await fetch(appwrite.endpoint + path, {
		method,
		headers: {
			'content-type': 'application/json',
			'x-appwrite-project': appwrite.projectId,
			...headers
		},
		body: body && JSON.stringify(body)
	});
	if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
	return response.json();
}
