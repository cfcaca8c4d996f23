import { dirname, extname, join } from 'node:path/posix';
import ts from 'typescript';

/** The modules that each module imports, by path. */
export type Graph = ReadonlyMap<string, readonly string[]>;

const endings = ['', '.ts', '.js', '.svelte', '/index.ts', '/index.js'];

/**
 * Reads which module imports which, for types too. Packages and other files are left out.
 * @param sources the text of each module by its path
 * @param aliases the folder that stands behind a prefix, as `/src/lib` behind `$lib`
 */
export function readGraph(
	sources: Record<string, string>,
	aliases: Record<string, string> = {}
): Graph {
	const entries = Object.entries(sources).map(([path, source]) => {
		const targets = specifiers(path, source).flatMap((specifier) => {
			const target = expand(specifier, path, aliases);
			const found = endings.map((ending) => target + ending).find((file) => file in sources);
			return found ?? [];
		});
		return [path, [...new Set(targets)]] as const;
	});
	return new Map(entries);
}

/** What a module names in imports and exports, whether for values, types or later. */
export function specifiers(path: string, source: string): string[] {
	const code = extname(path) === '.svelte' ? scripts(source) : source;
	return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
}

function scripts(component: string): string {
	const found = component.matchAll(/<script[^>]*>(.*?)<\/script>/gs);
	return [...found].map(([, code = '']) => code).join('\n');
}

function expand(specifier: string, path: string, aliases: Record<string, string>): string {
	if (specifier.startsWith('.')) return join(dirname(path), specifier);
	const prefix = Object.keys(aliases).find(
		(alias) => specifier === alias || specifier.startsWith(`${alias}/`)
	);
	return prefix ? aliases[prefix] + specifier.slice(prefix.length) : specifier;
}

/** A circle of modules that import each other, from one of them back to it; empty if there is none. */
export function findCircle(graph: Graph): string[] {
	const done = new Set<string>();

	function search(path: string, trail: string[]): string[] {
		if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
		if (done.has(path)) return [];
		for (const target of graph.get(path) ?? []) {
			const circle = search(target, [...trail, path]);
			if (circle.length > 0) return circle;
		}
		done.add(path);
		return [];
	}

	for (const path of graph.keys()) {
		const circle = search(path, []);
		if (circle.length > 0) return circle;
	}
	return [];
}

/** The longest way along imports in a graph without circles. */
export function longestChain(graph: Graph): string[] {
	const chains = new Map<string, string[]>();

	function follow(path: string): string[] {
		const known = chains.get(path);
		if (known) return known;
		const chain = [path, ...longest((graph.get(path) ?? []).map(follow))];
		chains.set(path, chain);
		return chain;
	}

	return longest([...graph.keys()].map(follow));
}

function longest(chains: string[][]): string[] {
	return chains.reduce((best, chain) => (chain.length > best.length ? chain : best), []);
}

/**
 * Imports between folders against the declared order.
 * @param order folders from the bottom up: each may import from those before it, and from itself
 */
export function findUpwardImports(graph: Graph, order: readonly string[]): string[] {
	const rank = (path: string) => order.indexOf(dirname(path));
	return [...graph].flatMap(([path, targets]) =>
		targets
			.filter((target) => dirname(target) !== dirname(path))
			.filter((target) => rank(path) < 0 || rank(target) < 0 || rank(target) > rank(path))
			.map((target) => `${path} → ${target}`)
	);
}

/** How many modules lie in each folder itself. */
export function countByFolder(paths: Iterable<string>): Map<string, number> {
	const counts = new Map<string, number>();
	for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
	return counts;
}
