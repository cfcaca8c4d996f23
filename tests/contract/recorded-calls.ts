/** Methods of Appwrite's services that have succeeded in this run, as `Account.get`. */
export const recordedCalls = new Set<string>();

/** The service itself, but each of its methods that succeeds is recorded. */
export function recordCalls<Service extends object>(service: Service): Service {
	return new Proxy(service, {
		get(target, name) {
			const method: unknown = Reflect.get(target, name);
			if (typeof method !== 'function') return method;

			return async (...args: unknown[]) => {
				const answer: unknown = await Reflect.apply(method, target, args);
				recordedCalls.add(`${target.constructor.name}.${String(name)}`);
				return answer;
			};
		}
	});
}
