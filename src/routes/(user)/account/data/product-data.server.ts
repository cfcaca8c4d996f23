/** A place where your product keeps something of people beside Appwrite: a table, files, another service. */
export interface ProductStore {
	/** Names it in the file that people download. */
	name: string;
	/** All that is kept of the person, as JSON. */
	read(userId: string): Promise<unknown>;
	/**
	 * Deletes it all; what is not there is no error. Comes before the account is deleted: whatever throws here
	 * leaves the account as it is, to try again with.
	 */
	delete(userId: string): Promise<void>;
}

/** Put your own in: this app keeps nothing of anybody. */
export const productStores: ProductStore[] = [];
