/** Whether what is sent to this address can be read on its way: http, to another machine. */
export function isPlainHttp(address: string): boolean {
	const { protocol, hostname } = new URL(address);
	return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Why the setting `name` is refused, what it would expose, and the setting that allows it. */
export function describePlainHttp(name: string, secret: string, flag: string): string {
	return (
		`${name}: Is http, so ${secret} and every session would travel unencrypted. ` +
		`Use https, or set ${flag}=true on a network that you trust.`
	);
}

/** What is wrong with talking to Appwrite at this address; `null` for nothing. The start and the doctor refuse it alike. */
export function refusePlainAppwrite(endpoint: string, isAllowed: boolean): string | null {
	if (isAllowed || !isPlainHttp(endpoint)) return null;
	return describePlainHttp('APPWRITE_ENDPOINT', 'the API key', 'APPWRITE_ALLOW_HTTP');
}
