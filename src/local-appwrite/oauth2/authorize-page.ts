import { html } from 'hono/html';
import { page } from '../core/page.ts';
import type { Person } from './local-provider.ts';

/**
 * Where somebody says who they are at the provider, or refuses.
 * @param people whom to choose from; a button sends their place in the list
 */
export function authorizePage(provider: string, people: Person[]) {
	const title = `Sign in with ${provider}`;
	return page(
		title,
		html`<h1>${title} – local</h1>
			<p class="meta">
				This stands in for ${provider} while you develop. Nobody checks who you are: choose.
			</p>
			<form method="post">
				<ul>
					${people.map((person, place) => html`<li>${personButton(person, place)}</li>`)}
				</ul>
			</form>
			<h2>Somebody else</h2>
			<form method="post">
				<label>Name <input name="name" autocomplete="off" placeholder="Ada Lovelace" /></label>
				<label>
					E-mail
					<input
						name="email"
						type="email"
						required
						autocomplete="off"
						placeholder="ada@example.com"
					/>
				</label>
				<label class="check">
					<input name="email_verified" type="checkbox" checked />
					${provider} has verified this address
				</label>
				<button>Sign in</button>
			</form>
			<form method="post"><button name="deny" value="yes">Refuse</button></form>`
	);
}

function personButton({ name, email, email_verified: verified }: Person, place: number) {
	return html`<button name="person" value="${place}">
		${name} <span class="meta">${email}${verified || ', not verified'}</span>
	</button>`;
}
