import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { defineErrors } from './core/errors.ts';
import { endpoint } from './http/endpoint.ts';
import { jsonResponse } from './http/responses.ts';
import { combineScopes } from './http/scopes.ts';
import type { Service } from './http/service.ts';
import { text, uid } from './params/validators.ts';
import { services } from './services.ts';
import type { Table } from './store/store.ts';
import { createTestAppwrite } from './test-client.ts';

describe('the services', () => {
	const { guests, users, keys, grantable } = combineScopes(services.map(({ scopes }) => scopes));
	const scopes = [...guests, ...users, ...keys, ...grantable];

	it.each(services)('$name has paths of its own', ({ name, endpoints }) => {
		const paths = endpoints.map(({ declaration }) => declaration.path);
		expect(paths.filter((path) => path.split('/')[1] !== name && path !== '/ping')).toEqual([]);
	});

	it.each(services)('$name asks for no scope that nobody can have', ({ endpoints }) => {
		const asked = endpoints.flatMap(({ declaration }) => declaration.scopes);
		expect(asked.filter((scope) => !scopes.includes(scope))).toEqual([]);
	});
});

describe('a further service', () => {
	interface Note {
		id: string;
		text: string;
	}

	const NoteError = defineErrors({ note_not_found: [404, 'There is no such note.'] });

	const notesTable: Table<{
		byId(id: string): Note | undefined;
		save(note: Note): void;
		clear(): void;
	}> = (db) => ({
		byId: (id) => db.get<Note>('SELECT * FROM notes WHERE id = @id', { id }),
		save: (note) => void db.run('INSERT INTO notes (id, text) VALUES (@id, @text)', { ...note }),
		clear: () => void db.run('DELETE FROM notes')
	});

	const notes: Service = {
		name: 'notes',
		scopes: {
			users: ['notes.read'],
			grantable: ['notes.read', 'notes.write'],
			projectKey: ['notes.write']
		},
		migrations: ['CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT NOT NULL)'],
		endpoints: [
			endpoint(
				{
					method: 'POST',
					path: '/notes',
					scopes: ['notes.write'],
					params: { noteId: uid, text: text(100) }
				},
				({ c, params, store }) => {
					const note = { id: params.noteId, text: params.text };
					store.table(notesTable).save(note);
					return jsonResponse(c, note, 201);
				}
			),
			endpoint(
				{
					method: 'GET',
					path: '/notes/:noteId',
					scopes: ['notes.read'],
					limit: { hits: 2, keys: ['ip:{ip}'] },
					params: { noteId: uid }
				},
				({ c, params, store }) => {
					const note = store.table(notesTable).byId(params.noteId);
					if (!note) throw new NoteError('note_not_found');
					return jsonResponse(c, note);
				}
			)
		],
		reset: (store) => store.table(notesTable).clear(),
		routes: () => new Hono().get('/notes-feed', (c) => c.text('feed')),
		control: ({ store }) =>
			new Hono().post('/example', (c) => {
				store.table(notesTable).save({ id: 'example', text: 'hello' });
				return c.body(null, 204);
			})
	};

	const start = () => createTestAppwrite({ services: [...services, notes], rateLimits: true });

	it('has endpoints, scopes, tables, errors and rate limits of its own', async () => {
		const appwrite = start();
		const headers = { 'x-appwrite-session': await appwrite.signUpAndIn('ada@example.com') };
		const body = { noteId: 'one', text: 'hello' };
		expect((await appwrite.request('POST', '/notes', { headers, body })).status).toBe(401);
		expect((await appwrite.ask('POST', '/notes', body)).status).toBe(201);

		const read = (id: string) => appwrite.request('GET', `/notes/${id}`, { headers });
		expect(await (await read('one')).json()).toEqual({ id: 'one', text: 'hello' });
		expect(await (await read('two')).json()).toMatchObject({
			code: 404,
			type: 'note_not_found',
			message: 'There is no such note.'
		});
		expect((await read('one')).status).toBe(429);
		expect(await (await appwrite.request('GET', '/notes-feed')).text()).toBe('feed');
	});

	it('grants keys its scopes, can be switched off and has controls', async () => {
		const appwrite = start();
		const key = { keyId: 'reader', name: 'Reader', scopes: ['notes.read'] };
		const { secret } = await (await appwrite.control('POST', '/project/keys', key)).json();
		const asReader = { headers: { 'x-appwrite-key': secret } };
		await appwrite.control('POST', '/notes/example');
		expect((await appwrite.request('GET', '/notes/example', asReader)).status).toBe(200);

		await appwrite.control('PATCH', '/project/services/notes', { enabled: false });
		const refused = await appwrite.request('GET', '/notes/example');
		expect(await refused.json()).toMatchObject({ type: 'general_service_disabled' });
	});

	it('is emptied by a reset', async () => {
		const appwrite = start();
		await appwrite.control('POST', '/notes/example');
		await appwrite.control('POST', '/reset');
		expect((await appwrite.control('POST', '/notes/example')).status).toBe(204);
	});
});
