/**
 * Rejects with a TimeoutError after `ms`, whatever `work` does. The signal of a request is not enough: on Node 20 a
 * garbage collection after the headers have arrived can lose it, and a body that hangs is then awaited without end.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new DOMException('No answer in time', 'TimeoutError')), ms);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
