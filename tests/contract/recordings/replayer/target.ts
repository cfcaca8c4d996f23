/** Versions of Appwrite of which there are recordings. */
export type RecordedVersion = '1.9' | '2.0';

/** An Appwrite to replay against. */
export interface Target {
	/** Ends in `/v1`. */
	endpoint: string;
	projectId: string;
	projectName: string;
	apiKey: string;
	/** The version of Appwrite whose recordings it is held against. */
	version: RecordedVersion;
	facilities: Facilities | null;
}

/** What only the embedded Appwrite offers beside the API; addresses without a slash at the end. */
export interface Facilities {
	/** Here `messages.json` lists the mails that were sent. */
	mailbox: string;
	/** Here `/project/…` changes settings, as Appwrite's own `/v1/project/…` does for its console. */
	control: string;
	/** Origin of an OpenID provider whose `POST /mode` says who will be signed in. */
	oidc: string;
}

/** The facilities; throws where there are none. */
export function requireFacilities({ facilities }: Target): Facilities {
	if (!facilities) throw new Error('only the embedded Appwrite can give what the scenario needs');
	return facilities;
}
