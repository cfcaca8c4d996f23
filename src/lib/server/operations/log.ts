type Fields = Record<string, string | number | boolean | null | undefined>;

/**
 * Writes one line of JSON. Fields are named one by one by the caller and are plain values, so that no
 * password, secret or answer of a backend gets in along with an object; JSON keeps line breaks out.
 */
function write(level: 'info' | 'warn' | 'error', event: string, fields: Fields) {
	const text = JSON.stringify({ time: new Date().toISOString(), level, event, ...fields });
	// JSON leaves in what a terminal may obey or a viewer break a line at: control characters above ASCII, U+2028.
	const line = text.replace(/[\x7f-\uffff]/g, escape);
	if (level === 'error') console.error(line);
	else console.log(line);
}

function escape(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export const log = {
	info: (event: string, fields: Fields = {}) => write('info', event, fields),
	warn: (event: string, fields: Fields = {}) => write('warn', event, fields),
	error: (event: string, fields: Fields = {}) => write('error', event, fields)
};

/**
 * Where an unforeseen error came from: its class and stack, without its message, which may quote what a
 * visitor or a backend sent. Takes whatever was thrown and cannot throw itself.
 */
export function describe(thrown: unknown): string {
	try {
		if (!(thrown instanceof Error)) return `thrown ${typeof thrown}`;
		const frames = thrown.stack?.split('\n').filter((line) => line.startsWith('    at '));
		return [thrown.name, ...(frames ?? [])].join('\n');
	} catch {
		return 'an error that cannot be read';
	}
}
