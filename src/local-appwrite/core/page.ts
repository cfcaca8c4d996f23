import { html, raw } from 'hono/html';

const style = raw(`
	:root {
		color-scheme: light dark;
		--dim: light-dark(#555, #aaa);
		--line: light-dark(#ddd, #444);
	}
	body {
		font: 16px/1.5 system-ui, sans-serif;
		max-width: 48rem;
		margin: 0 auto;
		padding: 1rem;
	}
	form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; }
	label { display: grid; flex: 1; }
	input, button { font: inherit; padding: 0.3rem 0.6rem; }
	ol, ul { list-style: none; padding: 0; }
	label.check { display: flex; gap: 0.5rem; flex-basis: 100%; }
	article { border-block-start: 1px solid var(--line); padding-block: 1rem; }
	h2 { font-size: 1.1rem; margin: 1.5rem 0 0; }
	article h2 { margin: 0; }
	p { margin: 0.2rem 0; overflow-wrap: anywhere; }
	ul li, form + form { margin-block-start: 0.5rem; }
	.meta { color: var(--dim); }
	button .meta { color: inherit; }
	.link { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
	.otp { font: bold 2rem monospace; letter-spacing: 0.1em; }
	pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
	iframe { box-sizing: border-box; width: 100%; height: 26rem; border: 1px solid var(--line); }
`);

/** A page of the local Appwrite for people: light or dark as they like it, and nothing on it but HTML and CSS. */
export function page(title: string, content: unknown) {
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title} – local Appwrite</title>
				<style>
					${style}
				</style>
			</head>
			<body>
				<main>${content}</main>
			</body>
		</html>`;
}
