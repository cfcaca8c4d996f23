import type { Context } from 'hono';

interface SessionCookie {
	projectId: string;
	value: string;
	/** Milliseconds since 1970. */
	expire: number;
	/** Seconds. */
	maxAge: number;
}

/** Sets the session's two cookies and `X-Fallback-Cookies`, which browsers read that refuse foreign cookies. */
export function setSessionCookies(c: Context, cookie: SessionCookie): void {
	appendCookies(c, cookie);
	const fallback = { [`a_session_${cookie.projectId}`]: cookie.value };
	c.header('X-Fallback-Cookies', JSON.stringify(fallback));
}

/**
 * Tells the client to forget both cookies.
 * @param times how many sessions end; Appwrite says it once for each where it needs no cookie
 */
export function deleteSessionCookies(c: Context, projectId: string, times = 1): void {
	appendCookies(c, { projectId, value: 'deleted', expire: 1000, maxAge: 0 });
	c.header('X-Fallback-Cookies', Array(times).fill('[]').join(', '));
}

/** Browsers that do not know `SameSite=None` take the cookie without it. */
function appendCookies(c: Context, { projectId, value, expire, maxAge }: SessionCookie): void {
	const name = `a_session_${projectId}`.toLowerCase();
	const attributes = [
		`expires=${formatCookieDate(expire)}`,
		`Max-Age=${maxAge}`,
		'path=/',
		...(c.req.header('x-forwarded-proto') === 'https' ? ['secure'] : []),
		'HttpOnly'
	].join('; ');

	const pair = encodeURIComponent(value);
	c.header('Set-Cookie', `${name}_legacy=${pair}; ${attributes}`, { append: true });
	c.header('Set-Cookie', `${name}=${pair}; ${attributes}; SameSite=None`, { append: true });
}

/** `Tue, 23-Nov-2027 09:19:27 GMT` */
function formatCookieDate(time: number): string {
	return new Date(time).toUTCString().replace(/(\d\d) (\w{3}) (\d{4})/, '$1-$2-$3');
}
