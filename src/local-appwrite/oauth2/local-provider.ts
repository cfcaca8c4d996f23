import type { Clock } from '../core/clock.ts';
import { randomHex } from '../core/secrets.ts';
import type { ProviderId } from './providers.ts';

/** Who signed in, as an OpenID provider tells it. */
export interface Person {
	/** The person's id at the provider. */
	sub: string;
	email: string;
	name: string;
	email_verified: boolean;
}

/** Who is signed in without being asked, or refuses. */
export type Mode = Partial<Person> & { deny?: boolean };

const CODE_LIFETIME = 10 * 60 * 1000;
const MOST_REMEMBERED = 5;

export type LocalProvider = ReturnType<typeof createLocalProvider>;

/**
 * What stands in for GitHub, Google and an OpenID provider.
 * @param enabled which of them the project lets people sign in with
 */
export function createLocalProvider(clock: Clock, enabled: readonly ProviderId[]) {
	const codes = new Map<string, { person: Person; expire: number }>();
	let mode: Mode | undefined;
	let remembered: Person[] = [];

	return {
		isEnabled: (id: string): id is ProviderId => enabled.some((one) => one === id),

		/** Nothing: whoever comes is asked. */
		mode: () => mode,

		/** Answers the mode as it is afterwards. */
		setMode: (changes: Mode) => (mode = { ...mode, ...changes }),

		askAgain: () => void (mode = undefined),

		/** Who typed themselves in lately. */
		remembered: () => remembered,

		remember(person: Person): void {
			const others = remembered.filter(({ email }) => email !== person.email);
			remembered = [person, ...others].slice(0, MOST_REMEMBERED);
		},

		/** A code with which Appwrite can ask once who signed in. */
		createCode(person: Person): string {
			const now = clock.now();
			for (const [code, { expire }] of codes) if (expire < now) codes.delete(code);

			const code = randomHex(24);
			codes.set(code, { person, expire: now + CODE_LIFETIME });
			return code;
		},

		/** Nobody if the code is made up, used or too old. */
		redeemCode(code: string): Person | undefined {
			const found = codes.get(code);
			codes.delete(code);
			return found && found.expire >= clock.now() ? found.person : undefined;
		},

		reset(): void {
			codes.clear();
			mode = undefined;
			remembered = [];
		}
	};
}
