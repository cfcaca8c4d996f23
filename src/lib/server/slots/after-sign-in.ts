import type { RequestEvent } from '@sveltejs/kit';
import { welcomeAfterRecovery } from '$lib/server/recovery/recovery';

/** Called once a password has signed somebody in. */
export const afterSignIn: ((event: RequestEvent) => Promise<void>)[] = [welcomeAfterRecovery];
