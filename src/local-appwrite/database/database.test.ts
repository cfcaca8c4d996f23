import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeSession } from '../core/secrets.ts';
import { createTestAppwrite } from '../test-client.ts';

let folder: string;
let database: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'local-appwrite-'));
	database = join(folder, 'data', 'appwrite.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('who signed in before a restart is signed in after it, and the key is the same', async () => {
	const before = createTestAppwrite({ database });
	const session = await before.signUpAndIn('ada@example.com');
	before.close();

	const after = createTestAppwrite({ database });
	const headers = { 'x-appwrite-session': session };
	const account = await after.request('GET', '/account', { headers });
	expect(await account.json()).toMatchObject({ email: 'ada@example.com', name: 'Ada' });
	expect(after.apiKey).toBe(before.apiKey);
	expect(after.apiKey).toMatch(/^standard_[0-9a-f]{256}$/);
	after.close();
});

it('two databases have two keys [DV-04]', () => {
	expect(createTestAppwrite().apiKey).not.toBe(createTestAppwrite().apiKey);
});

it('neither the password nor the secret of a session is written down [DV-04]', async () => {
	const appwrite = createTestAppwrite({ database });
	const { secret } = decodeSession(await appwrite.signUpAndIn('ada@example.com')) ?? {};
	appwrite.close();

	const written = readFileSync(database, 'latin1');
	expect(written).toContain('ada@example.com');
	expect(written).not.toContain('correct horse');
	expect(secret).toMatch(/^[0-9a-f]{256}$/);
	expect(written).not.toContain(secret);
});

it('nobody else on this machine may read the data [DV-04]', () => {
	createTestAppwrite({ database }).close();

	expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
	expect(statSync(database).mode & 0o777).toBe(0o600);
});
