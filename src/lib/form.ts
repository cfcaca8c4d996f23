/** What an action answers when it refuses a form; the page shows it and keeps what was typed. */
export interface FormAnswer {
	/** As typed, by field; never a password or a code. */
	values?: Record<string, string>;
	/** What is wrong, by field. */
	errors?: Record<string, string>;
	/** What is wrong with the whole. */
	message?: string;
}
