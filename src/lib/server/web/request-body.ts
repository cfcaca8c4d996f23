import { error, isHttpError } from '@sveltejs/kit';

/** Bytes. Whatever this app is sent is a few short fields; SvelteKit's own limit is made for uploads. */
const LIMIT = 16 * 1024;

/** The fields of a form by name. Fails with 413 if it is too long, with 400 if it is no form or says something twice. */
export async function readFields(request: Request): Promise<Record<string, FormDataEntryValue>> {
	const form = await parse(request, (body) => body.formData());
	const fields = Object.fromEntries(form ?? []);
	if (form && Object.keys(fields).length === [...form.keys()].length) return fields;
	error(400, 'This form could not be read. Try again.');
}

/** What a body of JSON says; `null` for any other. Fails with 413 if it is too long. */
export async function readJson(request: Request): Promise<unknown> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) return null;
	return parse(request, (body) => body.json());
}

async function parse<T>(request: Request, read: (body: Response) => Promise<T>): Promise<T | null> {
	try {
		const headers = { 'content-type': request.headers.get('content-type') ?? '' };
		return await read(new Response(await readBytes(request), { headers }));
	} catch (thrown) {
		if (isHttpError(thrown)) throw thrown;
		return null;
	}
}

async function readBytes(request: Request): Promise<Blob> {
	if (Number(request.headers.get('content-length')) > LIMIT) refuseLength();

	const chunks: Uint8Array<ArrayBuffer>[] = [];
	let length = 0;
	// Cancelled, the body would take the connection with it, and the answer.
	for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
		length += chunk.length;
		if (length > LIMIT) refuseLength();
		chunks.push(chunk);
	}
	return new Blob(chunks);
}

function refuseLength(): never {
	error(413, 'This is more than can be sent here.');
}
