import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A package as npm's lockfile has it. */
export interface Package {
	version: string;
	resolved?: string;
	integrity?: string;
	license?: string;
	hasInstallScript?: boolean;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

/** By path, such as `node_modules/a/node_modules/b`. */
export type Lock = Record<string, Package>;

const REGISTRY = 'https://registry.npmjs.org/';

/** Whoever gives a build to others gives these on with it, which each of these licences allows. */
const LICENCES = [
	'0BSD',
	'Apache-2.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'BlueOak-1.0.0',
	'ISC',
	'MIT'
];

/** What is wrong with where a package comes from. */
export function originFaults({ resolved = REGISTRY, integrity = '' }: Package): string[] {
	// Without an address it is the registry that npm is set to.
	const faults = { 'is of no registry': !resolved.startsWith(REGISTRY) };
	return named({ ...faults, 'has no hash': !integrity.startsWith('sha512-') });
}

/** What is wrong with these packages, and with all that they need to be installed. */
export function chainFaults(paths: string[], lock: Lock, audited: Set<string>): string[] {
	return [...withNeeded(paths, lock)].flatMap((path) => {
		const found = lock[path];
		const faults = found ? packageFaults(path, found, audited) : ['is not in the lockfile'];
		return faults.map((fault) => `${path}: ${fault}`);
	});
}

function packageFaults(path: string, found: Package, audited: Set<string>): string[] {
	const faults = named({
		'runs a script when it is installed': found.hasInstallScript ?? false,
		'has no licence to be given on': !LICENCES.includes(found.license ?? ''),
		'is not installed as it is locked': (installedVersion(path) ?? found.version) !== found.version,
		'is not audited': !audited.has(`${nameOf(path)}@${found.version}`)
	});
	return [...originFaults(found), ...faults];
}

/** `undefined` for what is for another kind of machine. */
function installedVersion(path: string): string | undefined {
	if (!existsSync(path)) return;
	return JSON.parse(readFileSync(`${path}/package.json`, 'utf8')).version;
}

/** The packages that the command for audits looks at which this text names, as `name@version`. */
export function auditedBy(text: string): Set<string> {
	const [, options] = text.match(/npm audit((?: --[\w=-]+)*)/) ?? [];
	if (options === undefined) return new Set();
	// Which ones it looks at, npm tells without asking the registry.
	const sbom = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
	const scope = options.split(' ').filter((option) => /^--(omit|include|only|prod)/.test(option));
	const bill = execFileSync('npm', [...sbom, ...scope], { encoding: 'utf8', maxBuffer: 1e8 });
	const { components } = JSON.parse(bill) as { components: { name: string; version: string }[] };
	return new Set(components.map(({ name, version }) => `${name}@${version}`));
}

function withNeeded(paths: string[], lock: Lock): Set<string> {
	const all = new Set(paths);
	for (const path of all) {
		const { dependencies, optionalDependencies } = lock[path] ?? {};
		for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
			all.add(resolveFrom(path, name, lock));
	}
	return all;
}

/** As Node looks for it: beside, and then further and further up. */
function resolveFrom(path: string, name: string, lock: Lock): string {
	for (
		let folder = path;
		folder;
		folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')
	) {
		if (lock[`${folder}/node_modules/${name}`]) return `${folder}/node_modules/${name}`;
	}
	return `node_modules/${name}`;
}

function nameOf(path: string): string {
	return path.split('node_modules/').at(-1) ?? '';
}

function named(faults: Record<string, boolean>): string[] {
	return Object.keys(faults).filter((fault) => faults[fault]);
}
