import { randomBytes, randomInt } from 'node:crypto';
import type { Json } from './scenario.ts';
import type { Target } from './target.ts';
import { totpCode } from './totp.ts';

/** The `{{…}}` of one run of one scenario. */
export class Variables {
	readonly #values: Map<string, string>;

	constructor(target: Target) {
		const { origin, hostname, port } = new URL(target.endpoint);
		this.#values = new Map(
			Object.entries({
				project: target.projectId,
				projectName: target.projectName,
				key: target.apiKey,
				'wrong-key': `standard_${randomBytes(128).toString('hex')}`,
				hostname,
				port,
				origin,
				ip: randomAddress(),
				ip2: randomAddress(),
				...(target.facilities && { oidc: target.facilities.oidc })
			})
		);
	}

	set(name: string, value: string) {
		this.#values.set(name, value);
	}

	/** Replaces every `{{…}}` in a text; throws for a name that nothing has been captured under. */
	fill(text: string): string {
		return text.replace(/\{\{([^{}]+)\}\}/g, (_, name: string) => this.#resolve(name));
	}

	/** The same for all texts of a value, names of fields included. */
	fillAll<Value>(value: Value): Value;
	fillAll(value: Json): Json {
		if (typeof value === 'string') return this.fill(value);
		if (Array.isArray(value)) return value.map((item) => this.fillAll(item));
		if (value === null || typeof value !== 'object') return value;

		const fields = Object.entries(value);
		return Object.fromEntries(fields.map(([name, item]) => [this.fill(name), this.fillAll(item)]));
	}

	#resolve(name: string): string {
		const [kind = '', ...words] = name.split(':');
		if (words.length === 0) return this.#find(name);
		const rest = words.join(':');
		if (kind === 'unique') return this.#remember(name, () => `u${randomBytes(6).toString('hex')}`);
		if (kind === 'phone') return this.#remember(name, () => `+49151${randomInt(1e7, 1e8)}`);
		if (kind === 'upper') return this.#resolve(rest).toUpperCase();
		if (kind === 'uri') return encodeURIComponent(this.#resolve(rest));
		if (kind === 'wrong')
			return this.#resolve(rest).replace(/\d/g, (d) => `${(Number(d) + 1) % 10}`);
		if (kind === 'flip') return flipLastDigit(this.#resolve(rest));
		if (kind === 'repeat') return (words[0] ?? '').repeat(Number(words[1]));
		if (kind === 'totp') return totpCode(this.#resolve(words[0] ?? ''), Number(words[1] ?? 0));

		return this.#find(name);
	}

	#find(name: string): string {
		const value = this.#values.get(name);
		if (value === undefined) throw new Error(`nothing is known as {{${name}}}`);
		return value;
	}

	#remember(name: string, create: () => string) {
		const value = this.#values.get(name) ?? create();
		this.#values.set(name, value);
		return value;
	}
}

/** New for every scenario, so that none meets the rate limits of another. */
function randomAddress() {
	return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}

function flipLastDigit(hex: string) {
	const last = parseInt(hex.slice(-1), 16) ^ 1;
	return hex.slice(0, -1) + last.toString(16);
}
