import { GeneralError } from '../../core/errors.ts';
import { ValidationError } from '../../params/params.ts';
import { redirectUrl } from '../../params/redirect-url.ts';
import { ProjectError } from '../../project/errors.ts';
import type { Settings } from '../../project/settings.ts';

/** What travels with people to the provider and back. */
export interface RedirectState {
	success: string;
	failure: string;
	/** Whether the app gets a secret to exchange, not the browser a cookie. */
	token: boolean;
	/** What the app gave along, to get it back. */
	state?: string;
}

/** JSON as PHP writes it. */
export function writeState(state: RedirectState): string {
	return JSON.stringify(state).replaceAll('/', '\\/');
}

/**
 * Reads what came back; as it went through a browser, both addresses are checked again.
 * `project_invalid_success_url`, `project_invalid_failure_url`; 500 if it is no state at all.
 */
export function readState(text: string, settings: Settings): RedirectState {
	const { success = '', failure = '', token, state } = parseObject(text);
	if (!isAllowed(success, settings)) throw new ProjectError('project_invalid_success_url');
	if (failure && !isAllowed(failure, settings)) {
		throw new ProjectError('project_invalid_failure_url');
	}
	const addresses = { success: String(success), failure: String(failure) };
	const given = typeof state === 'string' ? { state } : {};
	return { ...addresses, ...given, token: Boolean(token) };
}

function parseObject(text: string): Record<string, unknown> {
	if (text === '') return {};
	try {
		const state: unknown = JSON.parse(text);
		if (typeof state === 'object' && state !== null) return { ...state };
	} catch {
		// Not JSON.
	}
	throw new GeneralError('general_unknown');
}

function isAllowed(url: unknown, settings: Settings): boolean {
	try {
		redirectUrl.read(url, settings);
		return true;
	} catch (error) {
		if (error instanceof ValidationError) return false;
		throw error;
	}
}

/** The address with these parameters, and a `#` at its end if it has no fragment, as Appwrite leaves it. */
export function addressWith(address: string, added: Record<string, string>): string {
	const url = new URL(address);
	for (const [name, value] of Object.entries(added)) url.searchParams.set(name, value);
	return url.hash ? url.href : `${url.href.replace(/#$/, '')}#`;
}
