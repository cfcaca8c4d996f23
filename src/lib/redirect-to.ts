/** The address of `path` with the `redirectTo` of this page, so that it survives a change between forms. */
export function keepRedirectTo(path: string, { searchParams }: URL): string {
	const redirectTo = searchParams.get('redirectTo');
	return redirectTo === null ? path : `${path}?${new URLSearchParams({ redirectTo })}`;
}
