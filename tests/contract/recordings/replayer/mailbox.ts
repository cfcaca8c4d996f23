import { setTimeout as sleep } from 'node:timers/promises';
import type { Mismatch } from './match-json.ts';
import { textFits, type Moment } from './placeholders.ts';
import type { ExpectedMail } from './scenario.ts';
import { requireFacilities, type Target } from './target.ts';

export interface Message {
	id: string;
	subject: string;
	links: string[];
	otp: string | null;
}

const ARRIVES_WITHIN = 5000;
const NOTHING_WITHIN = 1500;

/** Messages to an address, the newest first. */
export async function listMessages(target: Target, to: string): Promise<Message[]> {
	const { mailbox } = requireFacilities(target);
	const response = await fetch(`${mailbox}/messages.json?to=${encodeURIComponent(to)}`);
	if (!response.ok) throw new Error(`the mailbox answers ${response.status}`);
	return response.json();
}

/** Waits for the message that was not there before; nothing if it does not come. */
export async function awaitMessage(target: Target, expected: ExpectedMail, before: Message[]) {
	const known = new Set(before.map(({ id }) => id));
	const deadline = Date.now() + (expected.content ? ARRIVES_WITHIN : NOTHING_WITHIN);

	for (;;) {
		const messages = await listMessages(target, expected.to);
		const message = messages.find(({ id }) => !known.has(id));
		if (message || Date.now() > deadline) return message;
		await sleep(100);
	}
}

/** Compares subject, link and code, as far as they are expected. */
export function matchMessage(
	{ to, content }: ExpectedMail,
	message: Message | undefined,
	moment: Moment
): Mismatch[] {
	if (!content) {
		return message ? [{ at: 'mail', expected: `none to ${to}`, got: message.subject }] : [];
	}
	if (!message) return [{ at: 'mail', expected: `one to ${to}`, got: 'none' }];

	const got: Record<string, string> = {
		subject: message.subject,
		link: message.links[0] ?? 'none',
		otp: message.otp ?? 'none'
	};
	return Object.entries(content).flatMap(([field, expected]) => {
		const actual = got[field] ?? 'nothing';
		return textFits(expected, actual, moment)
			? []
			: [{ at: `mail.${field}`, expected, got: actual }];
	});
}
