import type { Json, Needs } from './scenario.ts';
import { requireFacilities, type RecordedVersion, type Target } from './target.ts';
import type { Variables } from './variables.ts';

type Undo = () => Promise<unknown>;

/** What a new project of any version has; every service and way to sign in that is not named here is enabled. */
const DEFAULTS: Record<string, Json> = {
	'policies/password-dictionary': { enabled: false },
	'policies/password-history': { total: null },
	'policies/password-personal-data': { enabled: false },
	'policies/session-alert': { enabled: false },
	'policies/session-duration': { duration: 31536000 },
	'policies/session-invalidation': { enabled: true },
	'policies/mfa-factors': { totp: true, email: true, phone: true, custom: false }
};

/** The most sessions of a user. */
const SESSION_LIMIT: Record<RecordedVersion, Json> = {
	'1.9': { total: null },
	'2.0': { total: 10 }
};

/** Whether other scenarios would notice that this one runs. */
export function changesProject({ settings, mockPhones, keys, oidc }: Needs): boolean {
	return oidc || [settings, mockPhones, keys].some((part) => Object.keys(part).length > 0);
}

/** Makes the project what a scenario needs and gives the function that puts it back. */
export async function applyNeeds(
	needs: Needs,
	target: Target,
	variables: Variables
): Promise<Undo> {
	const undos: Undo[] = [];
	const undoAll = async () => {
		for (const undo of undos.reverse()) await undo();
	};

	try {
		for (const [path, value] of Object.entries(needs.settings)) {
			undos.push(() => control(target, 'PATCH', path, defaultOf(path, target)));
			await control(target, 'PATCH', path, value);
		}
		for (const [number, otp] of Object.entries(variables.fillAll(needs.mockPhones))) {
			await control(target, 'POST', 'mock-phones', { number, otp });
			undos.push(() => control(target, 'DELETE', `mock-phones/${encodeURIComponent(number)}`));
		}
		for (const [name, scopes] of Object.entries(needs.keys)) {
			const body = { keyId: 'unique()', name, scopes };
			const key = await control(target, 'POST', 'keys', body);
			undos.push(() => control(target, 'DELETE', `keys/${key.$id}`));
			variables.set(name, String(key.secret));
		}
	} catch (error) {
		await undoAll();
		throw error;
	}
	return undoAll;
}

function defaultOf(path: string, { version }: Target): Json {
	if (path === 'policies/session-limit') return SESSION_LIMIT[version];
	return DEFAULTS[path] ?? { enabled: true };
}

async function control(target: Target, method: string, path: string, body?: Json) {
	const response = await fetch(`${requireFacilities(target).control}/project/${path}`, {
		method,
		...(body !== undefined && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body)
		})
	});

	const text = await response.text();
	if (!response.ok) throw new Error(`${method} project/${path}: ${response.status} ${text}`);
	return JSON.parse(text || '{}') as Record<string, Json>;
}
