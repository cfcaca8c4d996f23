import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

describe('a clone after npm ci --ignore-scripts, or without .svelte-kit', () => {
	let clone: string;

	beforeAll(() => {
		clone = mkdtempSync(join(tmpdir(), 'clone-'));
		for (const name of [
			'package.json',
			'src',
			'svelte.config.js',
			'tsconfig.json',
			'vite.config.ts'
		])
			cpSync(join(root, name), join(clone, name), { recursive: true });
		symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
	});

	afterAll(() => rmSync(clone, { recursive: true }));

	it.each([
		['the app with npm run dev', ['node_modules/vite/bin/vite.js', 'dev', '--port', '0'], /Local:/],
		['the local Appwrite', ['src/local-appwrite/bin.js', '--port', '0'], /"endpoint"/],
		['the doctor', ['src/doctor/bin.js'], /APPWRITE_ENDPOINT is not set/]
	])('starts %s', { timeout: 120_000 }, async (_, command, expected) => {
		rmSync(join(clone, '.svelte-kit'), { recursive: true, force: true });
		expect(await outputUntil(clone, command, expected)).toMatch(expected);
		expect(existsSync(join(clone, '.svelte-kit/tsconfig.json'))).toBe(true);
	});
});

/** What a Node program prints until it prints what is expected, or ends. */
async function outputUntil(cwd: string, command: string[], expected: RegExp): Promise<string> {
	const env = { PATH: process.env.PATH, LOCAL_APPWRITE_DATABASE: ':memory:' };
	const child = spawn(process.execPath, command, { cwd, env });
	let output = '';

	function read(chunk: Buffer) {
		output += chunk;
		if (expected.test(output)) child.kill();
	}

	child.stdout.on('data', read);
	child.stderr.on('data', read);
	await once(child, 'close');
	return output;
}

describe('a clone on Windows', () => {
	const attributes = readFileSync(join(root, '.gitattributes'), 'utf8').split('\n');
	const files = ['.github', 'src', 'static', 'tests'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => join(parentPath, name))
	);

	it('has the line endings of the repository', () => {
		expect(attributes).toContain('* text=auto eol=lf');
		const foreign = files.filter((file) => !isBinary(file) && read(file).includes('\r\n'));
		expect(foreign).toEqual([]);
	});

	it('leaves the bytes of binary files alone', () => {
		const kinds = new Set(files.filter(isBinary).map((file) => extname(file)));
		expect(kinds.size).toBeGreaterThan(0);
		for (const kind of kinds) expect(attributes).toContain(`*${kind} binary`);
	});
});

/** By the same sign as Git: a zero byte. */
function isBinary(file: string): boolean {
	return read(file).includes(0);
}

function read(file: string): Buffer {
	return readFileSync(file);
}
