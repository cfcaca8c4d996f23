import { test } from 'vitest';
import { target } from './appwrite.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { createProvider, type Provider } from './provider.ts';

interface Fixtures {
	mailbox: Mailbox;
	provider: Provider;
}

/** Runs a test that names one of these where there is one; elsewhere the test says why it does not run. */
export const it = test.extend<Fixtures>({
	mailbox: async ({ skip }, use) => {
		if (!target.facilities) return skip('nobody could read the mails and SMS that it sends');
		await use(createMailbox(target));
	},

	provider: async ({ skip }, use) => {
		if (!target.facilities) return skip('no OAuth2 provider can be told whom to sign in');
		await use(createProvider(target.facilities.oidc));
	}
});
