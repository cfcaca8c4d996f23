import { OAuthProvider } from 'node-appwrite';
import { guestAccount } from './appwrite.ts';
import { removeLater, type Person } from './people.ts';

export interface Provider {
	/** Goes to the provider and back as this person; answers what the app's page gets in the end. */
	visit: (person: Person) => Promise<{ userId: string; secret: string }>;
}

const APP = 'http://localhost/app';

/** @param oidc address of an OpenID provider whose `/mode` says who will be signed in */
export function createProvider(oidc: string): Provider {
	return {
		async visit({ userId: sub, name, email }) {
			await fetch(`${oidc}/mode`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ sub, name, email, email_verified: true, deny: false })
			});
			const addresses = { success: `${APP}?ok`, failure: `${APP}?failed` };
			const start = await guestAccount.createOAuth2Token({
				provider: OAuthProvider.Oidc,
				...addresses
			});

			const { searchParams } = new URL(await follow(start));
			const { userId = '', secret = '' } = Object.fromEntries(searchParams);
			removeLater(userId);
			return { userId, secret };
		}
	};
}

/** Follows redirects as a browser does, but for the last one: there is no app. */
async function follow(address: string): Promise<string> {
	if (address.startsWith(APP)) return address;
	const response = await fetch(address, { redirect: 'manual' });
	const location = response.headers.get('location');
	if (!location) throw new Error(`${address} leads nowhere: ${response.status}`);
	return follow(location);
}
