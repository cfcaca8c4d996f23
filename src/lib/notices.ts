/** What a page may say after a redirect: the address carries the name, never the text. */
export const notices = {
	'account-blocked': 'This account has been blocked. You have been signed out.',
	'account-deleted': 'Your account and your data have been deleted.',
	'account-created': 'Your account has been created. Log in to continue.',
	'code-gone': 'The code you asked for is no longer awaited here. Ask for a new one.',
	'device-signed-out': 'That device has been signed out.',
	'devices-signed-out': 'All other devices have been signed out.',
	'link-gone': 'That link can no longer be used. Ask for a new one.',
	'name-changed': 'Your name has been changed.',
	'preferences-saved': 'Your preferences have been saved.',
	'signed-out': 'You have been signed out. Log in to continue.',
	'signed-out-here':
		'You are signed out on this device. We could not confirm it with our sign-in service yet.'
} as const;

export type Notice = keyof typeof notices;

/** Reads `?notice=`; an unknown name is no notice. */
export function noticeFrom(url: URL): Notice | null {
	const name = url.searchParams.get('notice');
	return name !== null && Object.hasOwn(notices, name) ? (name as Notice) : null;
}
