/** What can be wrong with an answer; the README says what each does. A number is an error with that status. */
export const faultKinds = [
	'hang',
	'hang-body',
	'reset',
	'drip',
	'cut',
	'html',
	'null',
	'list',
	'object',
	'empty',
	'malformed',
	'no-content',
	'redirect',
	'slow'
] as const;

export type FaultKind = (typeof faultKinds)[number] | number;

export interface Fault {
	/** How the paths begin that meet it. */
	path: string;
	kind: FaultKind;
	/** How many requests meet it. */
	times: number;
}

export type Faults = ReturnType<typeof createFaults>;

/** What was asked to go wrong, so that a client can be watched while it does. */
export function createFaults() {
	let faults: Fault[] = [];

	return {
		add: (fault: Fault) => void faults.push(fault),
		clear: () => void (faults = []),

		/** The fault that the next request to this path meets, if any: the one that was asked for first. */
		take(path: string): FaultKind | undefined {
			// The way to end a fault stays open.
			if (path.startsWith('/control/')) return undefined;

			const shortPath = path.replace(/^\/v1(?=\/)/, '');
			const fault = faults.find(
				(one) => path.startsWith(one.path) || shortPath.startsWith(one.path)
			);
			if (!fault) return undefined;

			fault.times -= 1;
			faults = faults.filter(({ times }) => times > 0);
			return fault.kind;
		}
	};
}
