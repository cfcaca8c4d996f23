/** An error as endpoints tell it: RFC 9457, `application/problem+json`. */
export function problem(status: number, title: string, more: Record<string, unknown> = {}) {
	const body = JSON.stringify({ type: 'about:blank', title, status, ...more });
	return new Response(body, { status, headers: { 'content-type': 'application/problem+json' } });
}
