import type { Store } from '../store/store.ts';
import { messagesTable } from './messages.ts';

/** A mail or an SMS as it would be sent. */
export interface Delivery {
	/** An e-mail address or a phone number. */
	to: string;
	/** Empty for an SMS, as is `html`. */
	subject: string;
	text: string;
	html: string;
	/** Where it leads to, if anywhere. */
	links?: string[];
	/** The code in it, if there is one. */
	otp?: string;
}

/** Puts a mail or an SMS into the mailbox instead of sending it. */
export function deliver({ store }: { store: Store }, delivery: Delivery): void {
	const { to, subject, text, html, links = [], otp = null } = delivery;
	const message = { recipient: to, subject, text, html, links: JSON.stringify(links), otp };
	store.table(messagesTable).create(message);
}

/** An SMS is the code and nothing else. */
export function deliverSms(resources: { store: Store }, to: string, otp: string): void {
	deliver(resources, { to, subject: '', text: otp, html: '', otp });
}
