/** The pages of an account, in the order of its navigation. */
export const accountPages = [
	['/account', 'Overview'],
	['/account/email', 'Email'],
	['/account/phone', 'Phone'],
	['/account/password', 'Password'],
	['/account/security', 'Security'],
	['/account/connections', 'Connections'],
	['/account/sessions', 'Devices'],
	['/account/activity', 'Activity'],
	['/account/data', 'Your data']
] as const;
