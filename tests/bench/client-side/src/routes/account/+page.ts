import { Account, Client } from 'appwrite';

/** The address names the Appwrite to ask, as each run starts one of its own. */
export async function load({ url }: { url: URL }) {
	const client = new Client()
		.setEndpoint(url.searchParams.get('endpoint') ?? '')
		.setProject(url.searchParams.get('project') ?? '');
	return { user: await new Account(client).get() };
}
