import { html } from 'hono/html';
import type { Delivery } from './delivery.ts';

/** A paragraph, a button that leads somewhere, or a code to type in. */
type Part = string | { label: string; url: string } | { otp: string };

export interface Letter {
	to: string;
	/** Of whom it greets; many have none. */
	name: string;
	subject: string;
	parts: Part[];
}

/** Writes a letter out, as plain text and as HTML. */
export function writeLetter({ to, name, subject, parts }: Letter): Delivery {
	const content = [name ? `Hello ${name},` : 'Hello,', ...parts];
	const page = html`<!doctype html>
		<html lang="en">
			<meta charset="utf-8" />
			<meta name="color-scheme" content="light dark" />
			<title>${subject}</title>
			<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 1rem">
				${content.map(toHtml)}
			</body>
		</html>`;

	return {
		to,
		subject,
		text: content.map(toText).join('\n\n'),
		html: String(page),
		links: parts.flatMap((part) => (isLink(part) ? part.url : [])),
		otp: parts.find(isCode)?.otp
	};
}

function toText(part: Part): string {
	if (typeof part === 'string') return part;
	return isLink(part) ? part.url : part.otp;
}

function toHtml(part: Part) {
	if (typeof part === 'string') return html`<p>${part}</p>`;
	if (isCode(part)) return html`<p style="font: bold 2em monospace">${part.otp}</p>`;
	// In a frame that shows a mail there is no other place for a link to lead to.
	return html`<p><a href="${part.url}" target="_blank" rel="noreferrer">${part.label}</a></p>`;
}

function isLink(part: Part) {
	return typeof part === 'object' && 'url' in part;
}

function isCode(part: Part) {
	return typeof part === 'object' && 'otp' in part;
}
