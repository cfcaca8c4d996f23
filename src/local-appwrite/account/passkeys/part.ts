import type { Service } from '../../http/service.ts';
import { passkeyChallengesTable } from './challenges-table.ts';
import { passkeyMigrations } from './migrations.ts';
import { passkeyRoutes } from './passkeys.ts';
import { passkeyPolicy } from './policy.ts';
import { registration } from './registration.ts';
import { passkeySignIn } from './sign-in.ts';

/** The part of Account that is about passkeys. */
export const passkeys = {
	endpoints: [...registration, ...passkeyRoutes, ...passkeySignIn],
	migrations: passkeyMigrations,
	reset: (store) => void store.table(passkeyChallengesTable).clear(),
	policies: ({ store }) => new Map([['passkey', passkeyPolicy(store)]])
} satisfies Partial<Service>;
