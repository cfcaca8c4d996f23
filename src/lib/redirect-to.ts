/** `address` with the `redirectTo` of this page, so that the way back survives a change between forms. */
export function keepRedirectTo(address: string, { searchParams }: URL): string {
	const redirectTo = searchParams.get('redirectTo');
	if (redirectTo === null) return address;
	return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ redirectTo })}`;
}
