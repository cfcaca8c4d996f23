/** What is kept of a password. */
export interface StoredPassword {
	/** The hash; `null` or `""` for no password. */
	password: string | null;
	/** The kind of hash, as the Users API names it. */
	hash: string;
	/** JSON of what else it takes to check a password. */
	hashOptions: string;
}
