import { listMessages, type Message } from './recordings/replayer/mailbox.ts';
import type { Target } from './recordings/replayer/target.ts';

export interface Mailbox {
	/** The code that was sent last to an e-mail address or a phone number. */
	codeTo: (to: string) => Promise<string>;
	/** What the link carries that was sent last to an e-mail address. */
	linkTo: (to: string) => Promise<{ userId: string; secret: string }>;
}

export function createMailbox(target: Target): Mailbox {
	async function newest(to: string): Promise<Message> {
		const [message] = await listMessages(target, to);
		if (!message) throw new Error(`nothing was sent to ${to}`);
		return message;
	}

	return {
		codeTo: async (to) => (await newest(to)).otp ?? '',
		linkTo: async (to) => {
			const { searchParams } = new URL((await newest(to)).links[0] ?? 'none:');
			const { userId = '', secret = '' } = Object.fromEntries(searchParams);
			return { userId, secret };
		}
	};
}
