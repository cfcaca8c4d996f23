import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import config from '../svelte.config.js';
import { bundledPackages, STRAY } from './bundle.ts';
import { auditedBy, chainFaults, originFaults, type Lock, type Package } from './chain.ts';

const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
const packages = Object.entries(lock).filter(([path]) => path !== '');

/** Whether `version` is `floor` or newer; both without a pre-release. */
function isAtLeast(version: string, floor: string) {
	return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}

describe('the lockfile', () => {
	it('takes every package from one registry, and knows its hash [SC-01]', () => {
		expect(packages.length).toBeGreaterThan(100);
		const strange = packages.filter(([, found]) => originFaults(found).length > 0);
		expect(strange.map(([path]) => path)).toEqual([]);
	});

	it('names nothing that runs a script when it is installed, but for what is known [SC-01]', () => {
		const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript);
		// For the watching of files on macOS, by Vite and Playwright; left out elsewhere.
		expect(scripted.map(([path]) => path.split('node_modules/').at(-1))).toEqual(
			scripted.map(() => 'fsevents')
		);
	});

	// Versions in which published holes are closed: svelte.dev of 2026-01-15, CVE-2026-22036, CVE-2026-1525.
	it.each([
		['@sveltejs/kit', '2.70.4'],
		['@sveltejs/adapter-node', '5.5.1'],
		['svelte', '5.46.4'],
		['devalue', '5.6.3'],
		['undici', '6.24.0']
	])('has %s in %s or newer, everywhere [SC-03]', (name, floor) => {
		const found = packages.filter(([path]) => path.endsWith(`node_modules/${name}`));
		expect(found.length).toBeGreaterThan(0);
		for (const [path, { version }] of found) {
			expect(isAtLeast(version, floor), `${path} ${version}`).toBe(true);
		}
	});
});

describe('package.json', () => {
	it('names each package in one version, so that what is tested is what one gets [SC-01]', () => {
		const versions: string[] = Object.values(manifest.devDependencies);
		expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
	});

	it('names the lines of Node that it runs on, of which this is one [SC-05]', () => {
		expect(manifest.engines.node).toBe('^20.19.0 || ^22.12.0 || >=24');
		const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
		expect(major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)).toBe(
			true
		);
	});
});

// A build needs no package beside it, as it holds them all: package.json calls them tools, and they are what runs.
describe('what a build holds', () => {
	let bundled: string[];

	beforeAll(async () => {
		bundled = [...(await bundledPackages())];
	}, 300_000);

	const audited = auditedBy(readme);

	it('is all there is: a build needs no package beside it [SC-02]', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		const names = bundled.map((path) => path.replace('node_modules/', ''));
		expect(names).toEqual(expect.arrayContaining(['node-appwrite', 'svelte', 'undici', 'valibot']));
	});

	it('is locked, licensed to be given on, installed without scripts, audited, with all that it needs [SC-02]', () => {
		expect(chainFaults(bundled, lock, audited)).toEqual([`${STRAY}: is not in the lockfile`]);
	});

	it.each<[string, string, Partial<Package>]>([
		['is of no registry', 'node-appwrite', { resolved: 'git+ssh://git@github.com/evil/evil.git' }],
		['has no hash', 'valibot', { integrity: undefined }],
		['runs a script when it is installed', 'undici', { hasInstallScript: true }],
		['has no licence to be given on', 'svelte', { license: 'GPL-3.0-only' }],
		['has no licence to be given on', 'aria-query', { license: undefined }],
		['is not installed as it is locked', 'devalue', { version: '0.0.1' }]
	])(
		'would be refused if a package of it, or one that such a package needs, %s: %s',
		(fault, name, change) => {
			const path = `node_modules/${name}`;
			const mutated = { ...lock, [path]: { ...(lock[path] as Package), ...change } };
			expect(chainFaults(bundled, lock, audited)).not.toContain(`${path}: ${fault}`);
			expect(chainFaults(bundled, mutated, audited)).toContain(`${path}: ${fault}`);
		}
	);

	it('would be refused if the audit left out what package.json calls tools', () => {
		const omitting = readme.replace('npm audit', 'npm audit --omit=dev');
		expect(omitting).not.toBe(readme);
		const unaudited = chainFaults(bundled, lock, auditedBy(omitting));
		expect(unaudited).toContain('node_modules/node-appwrite: is not audited');
	});
});

it('SvelteKit has no remote functions, which take what nobody has checked [IN-07]', () => {
	expect(config.kit?.experimental).toEqual({ explicitEnvironmentVariables: true });
});
