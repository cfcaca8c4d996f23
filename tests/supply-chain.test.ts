import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import config from '../svelte.config.js';

interface Package {
	version: string;
	resolved?: string;
	integrity?: string;
	hasInstallScript?: boolean;
}

const REGISTRY = 'https://registry.npmjs.org/';
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock: Record<string, Package> = JSON.parse(
	readFileSync('package-lock.json', 'utf8')
).packages;
const packages = Object.entries(lock).filter(([path]) => path !== '');

/** Whether `version` is `floor` or newer; both without a pre-release. */
function isAtLeast(version: string, floor: string) {
	return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}

describe('the lockfile', () => {
	it('takes every package from one registry, and knows its hash [SC-01]', () => {
		expect(packages.length).toBeGreaterThan(100);
		const strange = packages.filter(
			// Without an address it is the registry that npm is set to.
			([, { resolved = REGISTRY, integrity = '' }]) =>
				!resolved.startsWith(REGISTRY) || !integrity.startsWith('sha512-')
		);
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
	it('needs no package to run a build [SC-02]', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
	});

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

	it('can be told as a bill of materials [SC-02]', () => {
		const options = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
		const bill = JSON.parse(execFileSync('npm', options, { encoding: 'utf8', maxBuffer: 1e8 }));
		const names = bill.components.map(({ name }: { name: string }) => name);
		expect(bill.bomFormat).toBe('CycloneDX');
		expect(names).toEqual(expect.arrayContaining(['node-appwrite', 'undici']));
	});
});

it('SvelteKit has no remote functions, which take what nobody has checked [IN-07]', () => {
	expect(config.kit?.experimental).toEqual({ explicitEnvironmentVariables: true });
});
