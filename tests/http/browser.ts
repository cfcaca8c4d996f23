import { send, sendForm, type Answer } from './send.ts';

/** A browser without JavaScript that stops where it would be led on. */
export class Browser {
	/** Every value of a cookie that it was given. */
	readonly given: string[] = [];
	readonly #origin: string;
	readonly #headers: Record<string, string>;
	readonly #cookies = new Map<string, string>();

	/** @param headers sent with each request */
	constructor(origin: string, headers: Record<string, string>) {
		this.#origin = origin;
		this.#headers = headers;
	}

	async get(path: string): Promise<Answer> {
		const headers = { accept: 'text/html', ...this.#sent() };
		return this.#keep(await send(this.#origin, path, { headers }));
	}

	async post(path: string, form: Record<string, string> = {}): Promise<Answer> {
		return this.#keep(await sendForm(this.#origin, path, form, this.#sent()));
	}

	#sent() {
		const pairs = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
		return { ...this.#headers, cookie: pairs.join('; ') };
	}

	#keep(answer: Answer): Answer {
		for (const cookie of answer.cookies) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			if (value === '') this.#cookies.delete(name);
			else this.#cookies.set(name, value);
			if (value !== '') this.given.push(value, decodeURIComponent(value));
		}
		return answer;
	}
}
