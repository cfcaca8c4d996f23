/** What is kept of a password. */
export interface StoredPassword {
	/** The hash; `null` or `""` for no password. */
	password: string | null;
	/** The kind of hash, as the Users API names it. */
	hash: string;
	/** JSON of what else it takes to check a password. */
	hashOptions: string;
	/** Whether it is known to be stolen: 1 or 0, `null` where nobody looked. */
	passwordPwned?: number | null;
}
