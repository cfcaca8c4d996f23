import { Hono } from 'hono';
import { formatDate } from '../core/clock.ts';
import type { Store } from '../store/store.ts';
import { listPage, messagePage } from './mailbox-page.ts';
import { messagesTable, type Message, type Messages } from './messages.ts';

const headers = {
	'Cache-Control': 'no-store',
	'Content-Security-Policy':
		"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	// A link in a mail carries a secret, and the page that it leads to need not know of the mailbox.
	'Referrer-Policy': 'no-referrer'
};

/** `/mailbox`: for people and tests, beside Appwrite's own addresses. */
export function mailbox(store: Store): Hono {
	const app = new Hono();
	const messages = store.table(messagesTable);

	app.get('/', (c) => {
		const to = readAddress(c.req.query('to'));
		return c.html(listPage(listMessages(messages, to), to), 200, headers);
	});

	app.get('/messages.json', (c) => {
		const to = readAddress(c.req.query('to'));
		return c.json(listMessages(messages, to).map(toMessage), 200, headers);
	});

	app.get('/messages/:id', (c) => {
		const message = messages.byId(c.req.param('id'));
		if (!message) return c.text('There is no such message any more.', 404, headers);
		return c.html(messagePage(message), 200, headers);
	});

	return app;
}

/** No address has a space in it, but a plus sign that was not encoded arrives as one. */
function readAddress(to = ''): string {
	return to.trimEnd().replaceAll(' ', '+');
}

function listMessages(messages: Messages, to: string): Message[] {
	return to ? messages.to(to) : messages.newest();
}

function toMessage({ id, recipient, subject, text, html, links, otp, createdAt }: Message) {
	return {
		id,
		to: recipient,
		subject,
		text,
		html,
		links: JSON.parse(links),
		otp,
		createdAt: formatDate(createdAt)
	};
}
