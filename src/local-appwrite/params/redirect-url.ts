import { ValidationError, type Param } from './params.ts';

const webSchemes = [
	'http:',
	'https:',
	'chrome-extension:',
	'moz-extension:',
	'safari-web-extension:',
	'ms-browser-extension:',
	'tauri:'
];

/** An address that people may be sent to: its host is one of the project's; its port and path do not matter. */
export const redirectUrl: Param<string> = {
	read(value, { platforms, schemes }) {
		if (typeof value !== 'string' || !URL.canParse(value))
			throw new ValidationError('Invalid URI.');

		const { protocol, hostname } = new URL(value);
		const isWeb = webSchemes.includes(protocol);
		if (isWeb ? platforms.includes(hostname) : schemes.includes(protocol)) return value;

		const client = `${hostname && `(${hostname})`} as a new ${isWeb ? 'Web' : ''}`;
		throw new ValidationError(
			`Invalid URI. Register your new client ${client} platform on your project console dashboard`
		);
	}
};
