/** What a page may say after a redirect: the address carries the name, never the text. */
export const notices = {
	'account-blocked': 'This account has been blocked. You have been signed out.',
	'account-deleted': 'Your account and your data have been deleted.',
	'account-created': 'Your account has been created. Log in to continue.',
	'authenticator-removed': 'Your authenticator app has been removed.',
	'confirm-email-first':
		'Confirm your email address first, so that nobody but its owner adds ways to log in.',
	'confirm-phone-first': 'Confirm your phone number first.',
	'code-gone': 'The code you asked for is no longer awaited here. Ask for a new one.',
	'device-signed-out': 'That device has been signed out.',
	'devices-signed-out': 'All other devices have been signed out.',
	'link-gone': 'That link can no longer be used. Ask for a new one.',
	'code-sent': 'We have sent you a new code.',
	'email-changed': 'Your email address has been changed. We have mailed you a link to confirm it.',
	'email-asked':
		'If no other account has this address, it is yours from now on, and we have mailed it a link to confirm it.',
	'email-verified': 'Your email address is confirmed.',
	'log-in-to-confirm': 'Log in to the account of this address, and confirm it then.',
	'name-changed': 'Your name has been changed.',
	'other-link':
		'Another link was opened meanwhile in this browser, so nothing was done. This page is now that of the other link.',
	'password-changed': 'Your password has been changed. All other devices have been signed out.',
	'password-changed-here':
		'Your password has been changed. We could not sign out your other devices: please do so.',
	'password-first':
		'Choose a password first. It is asked for when you change your email address or phone number.',
	'password-reset':
		'Your password has been changed, and all your devices have been signed out. Log in with the new one.',
	'password-reset-before':
		'You have chosen a new password with this link before. Log in with it, or ask for a new link.',
	'password-reset-only':
		'Your password has been changed. Log in with the new one, and sign out your other devices there.',
	'phone-changed': 'Your phone number has been changed. We have sent it a code.',
	'phone-verified': 'Your phone number is confirmed.',
	'recovery-sent':
		'If there is an account for this address, a link to choose a new password is on its way.',
	'recovery-mailed': 'We have mailed you a link to choose a new password.',
	'number-changed': 'The number has been changed to yours.',
	'oauth-closed': 'New accounts cannot be created at the moment.',
	'oauth-failed': 'Signing in with the provider did not work. Try again, or log in another way.',
	'oauth-foreign': 'That was not begun in this browser, or it is over already. Begin again.',
	'oauth-refused': 'The provider did not let you in, or you said no. Nothing was changed.',
	'oauth-unconfirmed':
		'We could not sign you in: the provider has not confirmed your email address. Log in another way.',
	'preferences-saved': 'Your preferences have been saved.',
	'provider-connected': 'Connected. You can sign in with it from now on.',
	'provider-disconnected': 'Disconnected.',
	'provider-elsewhere':
		'Not connected: what you signed in with there does not have the email address of this account. It may now have an account of its own here; log in with it to see or delete that.',
	'recovery-codes-shown':
		'Recovery codes are shown only once. If you did not keep them, create new ones.',
	'second-factor-off': 'Signing in no longer asks for a second factor.',
	'second-factor-on':
		'From now on, signing in asks for a second factor, also on your other devices.',
	'signed-out': 'You have been signed out. Log in to continue.',
	'signed-out-here':
		'You are signed out on this device. We could not confirm it everywhere yet, and will go on trying.',
	'verification-sent': 'We have mailed you a new link.'
} as const;

export type Notice = keyof typeof notices;

/** Reads `?notice=`; an unknown name is no notice. */
export function noticeFrom(url: URL): Notice | null {
	const name = url.searchParams.get('notice');
	return name !== null && Object.hasOwn(notices, name) ? (name as Notice) : null;
}
