import { spawnSync } from 'node:child_process';
import {
	accessSync,
	chmodSync,
	constants,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { LaunchOptions } from '@playwright/test';

const nodeModules = join(import.meta.dirname, '../../node_modules');
const packageFolder = join(nodeModules, '@sparticuz/chromium');

// Slim container images have no fonts, and text without a font has no size: nothing is visible.
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
	<dir prefix="relative">fonts</dir>
</fontconfig>
`;

/**
 * How to start the Chromium packed in `@sparticuz/chromium`, unpacked on first use (about 4 s and
 * 200 MB). Only its files are used: the arguments it recommends turn web security off, which would
 * make every test of cookies and forgery worthless.
 */
export function packedChromium(): LaunchOptions {
	const folder = unpackedFolder();
	const executablePath = join(folder, 'chromium');

	const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
	// Second choice, for machines without nss and nspr: the machine's own libraries fit it better.
	const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
	const choices = [env, { ...env, LD_LIBRARY_PATH: libraries }];

	const working = choices.find(
		(choice) => spawnSync(executablePath, ['--version'], { env: choice }).status === 0
	);
	if (working) return { executablePath, env: working };

	throw new Error(
		`${executablePath} does not start here. Get a Chromium with: npx playwright install chromium`
	);
}

function unpackedFolder(): string {
	const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
	const name = `chromium-${version}`;

	const shared = join(nodeModules, '.cache', name);
	if (existsSync(shared)) return shared;

	const folder = join(writableCache(), name);
	if (!existsSync(folder)) unpack(folder);
	return folder;
}

/** Beside the package; for someone else than the one who installed it, in a folder of their own. */
function writableCache(): string {
	const shared = join(nodeModules, '.cache');
	try {
		mkdirSync(shared, { recursive: true });
		accessSync(shared, constants.W_OK);
		return shared;
	} catch {
		return ownTemporaryFolder();
	}
}

function ownTemporaryFolder(): string {
	const { uid } = userInfo();
	const folder = join(tmpdir(), `sveltekit-appwrite-ssr-${uid}`);
	mkdirSync(folder, { recursive: true, mode: 0o700 });

	// Anybody can make this folder first and put a program of their own there.
	const found = lstatSync(folder);
	if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return folder;

	throw new Error(
		`${folder} is not a private folder of this user: remove it, or set CHROMIUM_PATH`
	);
}

function unpack(folder: string): void {
	// Test processes start at once: each unpacks apart, and the first to finish gives it its name.
	const staging = mkdtempSync(`${folder}-`);
	chmodSync(staging, 0o755);

	writeFileSync(join(staging, 'chromium'), readPacked('chromium.br'), { mode: 0o755 });
	writeFileSync(join(staging, 'fonts.conf'), fontsConfiguration);
	extractTar(readPacked('al2023.tar.br'), staging);
	extractTar(readPacked('fonts.tar.br'), join(staging, 'fonts'));

	try {
		renameSync(staging, folder);
	} catch (error) {
		rmSync(staging, { recursive: true });
		if (!existsSync(folder)) throw error;
	}
}

function readPacked(name: string): Buffer {
	return brotliDecompressSync(readFileSync(join(packageFolder, 'bin', name)));
}

/**
 * Tar is a 512-byte header (name, size in octal, kind) before each file, which is filled up to the
 * next 512 bytes. Node has no reader for it and some container images have no `tar`; these archives
 * hold plain files with short names only.
 */
function extractTar(tar: Buffer, folder: string): void {
	const text = (from: number, to: number) => tar.toString('latin1', from, to).replace(/\0.*/s, '');

	for (let header = 0; tar[header];) {
		const path = join(folder, text(header, header + 100));
		const size = Number.parseInt(text(header + 124, header + 136), 8);
		const content = header + 512;

		if (!path.endsWith('/')) {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, tar.subarray(content, content + size));
		}
		header = content + Math.ceil(size / 512) * 512;
	}
}
