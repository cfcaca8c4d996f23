import { createContext } from 'svelte';

/** What an action answers when it refuses a form; the page shows it and keeps what was typed. */
export interface FormAnswer {
	/** Which form of the page it was: the name of its action as in the address, such as `?/name`. */
	action: string;
	/** As typed, by field; never a password or a code. */
	values?: Record<string, string>;
	/** What is wrong, by field. */
	errors?: Record<string, string>;
	/** What is wrong with the whole. */
	message?: string;
	/** Stands in the log line of the same failure. */
	id?: string;
}

/** The answer to the form that a field stands in. */
export const [getFormAnswer, setFormAnswer] = createContext<() => FormAnswer | null>();
