import { readParams, type Params, type Values } from '../params/params.ts';
import { boolean, nullable, optional, range } from '../params/validators.ts';
import { defaultSettings, type Settings } from '../project/settings.ts';

/** Reads what was sent and answers what it changes. */
type Policy = (sent: Map<string, unknown>, settings: Settings) => Partial<Settings>;

const MOST = 5000;
const YEAR = 31_536_000;
const { min: SHORTEST } = defaultSettings.passwordStrength;

const enabled = { enabled: boolean };
const total = { total: nullable(range(1, MOST)) };

/** What can be changed under `/v1/project/policies/{id}`, with Appwrite's names and limits. */
export const policies: ReadonlyMap<string, Policy> = new Map([
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
	['session-duration', policy({ duration: range(5, YEAR) }, ({ duration }) => ({ duration }))],
	['session-invalidation', policy(enabled, (sent) => ({ invalidateSessions: sent.enabled }))],
	['session-limit', policy(total, (sent) => ({ maxSessions: sent.total ?? 0 }))],
	['user-limit', policy(total, (sent) => ({ limit: sent.total ?? 0 }))]
]);

function policy<P extends Params>(
	declared: P,
	change: (values: Values<P>, settings: Settings) => Partial<Settings>
): Policy {
	return (sent, settings) => change(readParams(declared, sent, settings), settings);
}
