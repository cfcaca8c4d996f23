/** Too many tries; the form says so with 429 and Retry-After. */
export class TooManyAttempts extends Error {
	override name = 'TooManyAttempts';
	readonly seconds: number;

	constructor(milliseconds: number) {
		super('too many attempts');
		this.seconds = Math.max(1, Math.ceil(milliseconds / 1000));
	}
}
