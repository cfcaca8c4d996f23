import type { Feature } from '../core/version.ts';
import type { Settings, StoredSettings } from '../project/settings.ts';
import { readParams, type Params, type Values } from './params.ts';

/** What can be changed at `/v1/project/policies/{id}`. */
export interface Policy {
	/** Only versions of Appwrite that have it know the policy. */
	feature?: Feature;
	/** Reads what was sent and answers what it changes. */
	change(sent: Map<string, unknown>, settings: Settings): Partial<StoredSettings>;
	/** How it is shown by itself, if it is. */
	show?(settings: Settings): object;
}

export function policy<P extends Params>(
	declared: P,
	change: (values: Values<P>, settings: Settings) => Partial<StoredSettings>,
	more: Pick<Policy, 'feature' | 'show'> = {}
): Policy {
	return {
		...more,
		change: (sent, settings) => change(readParams(declared, sent, settings), settings)
	};
}
