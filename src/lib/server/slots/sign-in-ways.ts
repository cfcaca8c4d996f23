import { PHONE_LOGIN } from '$app/env/private';
import { providers } from '$lib/server/providers/oauth';

/** What `SignInWays.svelte` and `SignUpWays.svelte` need to know. */
export const signInWays = { providers, hasPhoneLogin: PHONE_LOGIN };
