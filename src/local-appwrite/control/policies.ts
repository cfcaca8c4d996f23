import type { Param } from '../params/params.ts';
import { policy, type Policy } from '../params/policy.ts';
import { boolean, either, nullable, optional, range } from '../params/validators.ts';
import { defaultSettings } from '../project/settings.ts';

const MOST = 5000;
const YEAR = 31_536_000;
const { min: SHORTEST } = defaultSettings.passwordStrength;

const enabled = { enabled: boolean };
const sessionLimit = {
	total: either<number | null>('sessionLimit', range(1, 100), nullable(range(1, MOST)))
};
const total = { total: nullable(range(1, MOST)) };

/** What can be changed under `/v1/project/policies/{id}`, with Appwrite's names and limits. */
export const policies: ReadonlyMap<string, Policy> = new Map<string, Policy>([
	['password-dictionary', policy(enabled, (sent) => ({ passwordDictionary: sent.enabled }))],
	['password-history', policy(total, (sent) => ({ passwordHistory: sent.total ?? 0 }))],
	['password-personal-data', policy(enabled, (sent) => ({ personalDataCheck: sent.enabled }))],
	[
		'password-strength',
		policy(
			{
				min: optional<number | null>(range(SHORTEST, 256), null),
				uppercase: optional<boolean | null>(boolean, null),
				lowercase: optional<boolean | null>(boolean, null),
				number: optional<boolean | null>(boolean, null),
				symbols: optional<boolean | null>(boolean, null)
			},
			(sent, { passwordStrength: now }) => ({
				passwordStrength: {
					min: sent.min ?? now.min,
					uppercase: sent.uppercase ?? now.uppercase,
					lowercase: sent.lowercase ?? now.lowercase,
					number: sent.number ?? now.number,
					symbols: sent.symbols ?? now.symbols
				}
			})
		)
	],
	['session-alert', policy(enabled, (sent) => ({ sessionAlerts: sent.enabled }))],
	[
		'session-duration',
		policy({ duration: either('minuteSessions', range(60, YEAR), range(5, YEAR)) }, (sent) => sent)
	],
	['session-invalidation', policy(enabled, (sent) => ({ invalidateSessions: sent.enabled }))],
	['session-limit', policy(sessionLimit, (sent) => ({ maxSessions: sent.total ?? 0 }))],
	[
		'mfa-factors',
		policy(
			switches('totp', 'email', 'phone', 'custom'),
			(sent, { mfaFactors }) => ({
				mfaFactors: { ...mfaFactors, ...given(sent) }
			}),
			{ feature: 'factorPolicy' }
		)
	],
	[
		'password-pwned',
		policy(
			switches('enabled', 'users', 'sessions'),
			(sent, { pwnedPasswords }) => ({
				pwnedPasswords: { ...pwnedPasswords, ...given(sent) }
			}),
			{ feature: 'pwnedPasswords' }
		)
	],
	['user-limit', policy(total, (sent) => ({ limit: sent.total ?? 0 }))]
]);

type Switches<Name extends string> = Record<Name, Param<boolean | null>>;

/** Each may be left out, and then stays as it is. */
function switches<Name extends string>(...names: Name[]): Switches<Name> {
	const entries = names.map((name) => [name, optional<boolean | null>(boolean, null)]);
	return Object.fromEntries(entries);
}

function given(sent: Record<string, boolean | null>): Record<string, boolean> {
	const entries = Object.entries(sent).flatMap(([name, value]) =>
		value === null ? [] : [[name, value] as const]
	);
	return Object.fromEntries(entries);
}
