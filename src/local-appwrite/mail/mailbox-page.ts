import { html } from 'hono/html';
import { page } from '../core/page.ts';
import type { Message } from './messages.ts';

/** Of the list; who looks for an older one filters by address. */
const SHOWN = 100;

/** @param to the address that the list is limited to, `""` for all */
export function listPage(messages: Message[], to: string) {
	const shown = messages.slice(0, SHOWN);
	return page(
		'Mailbox',
		html`<h1>Mailbox</h1>
			<p class="meta">
				Mails and SMS that the local Appwrite would have sent. The newest ${SHOWN} are shown here.
			</p>
			<form>
				<label>Address or phone number <input type="search" name="to" value="${to}" /></label>
				<button>Filter</button>
				${to && html`<a href="/mailbox">Show all</a>`}
			</form>
			${shown.length === 0 && html`<p>No messages${to && ` to ${to}`} yet.</p>`}
			<ol>
				${shown.map((message) => html`<li><article>${listItem(message)}</article></li>`)}
			</ol>`
	);
}

export function messagePage(message: Message) {
	const filter = `/mailbox?to=${encodeURIComponent(message.recipient)}`;
	return page(
		titleOf(message),
		html`<p><a href="/mailbox">Mailbox</a> › <a href="${filter}">${message.recipient}</a></p>
			<h1>${titleOf(message)}</h1>
			${details(message)}
			<h2>Text</h2>
			<pre>${message.text}</pre>
			${message.html && htmlView(message)}`
	);
}

function listItem(message: Message) {
	return html`<h2><a href="/mailbox/messages/${message.id}">${titleOf(message)}</a></h2>
		${details(message)}`;
}

function details({ recipient, createdAt, otp, links }: Message) {
	const time = new Date(createdAt).toISOString();
	const addresses: string[] = JSON.parse(links);
	return html`<p class="meta">
			To ${recipient} · <time datetime="${time}">${time.slice(0, 19).replace('T', ' ')} UTC</time>
		</p>
		${otp && html`<p class="otp">${otp}</p>`}
		${addresses.map((address) => html`<p class="link"><a href="${address}">${address}</a></p>`)}`;
}

/** Nothing in the frame can run or reach out; a link may open a tab, as it would from a mail. */
function htmlView(message: Message) {
	return html`<h2>HTML</h2>
		<iframe
			title="The mail as HTML"
			sandbox="allow-popups allow-popups-to-escape-sandbox"
			srcdoc="${message.html}"
		></iframe>`;
}

function titleOf({ subject }: Message): string {
	return subject || 'SMS';
}
