// As a client-side app has it: the server sends an empty page.
export const ssr = false;
