/** A page without what differs from one request to the next: scripts, nonces, the phrase of a mail, the address typed. */
export function comparablePage(html: string, email: string): string {
	const changing = /<script[^]*?<\/script>|<link[^>]*>| nonce="[^"]*"|<strong>.*?<\/strong>/g;
	return html.replace(changing, '').replaceAll(email, '…');
}
