/**
 * Addresses of the pages: the API answers each with the application (api/web/pages.ts), which draws it (web/app/router.tsx).
 * `$name` stands for one part.
 */
export const pageAddresses = [
  '/',
  '/login',
  '/me',
  // the work of units
  '/desk',
  '/cases',
  '/cases/$ref',
  '/open',
  '/open/$procedure',
  '/inbox',
  '/field',
  // overview
  '/wall',
  '/duties',
  '/campaigns',
  '/campaigns/$ref',
  '/publications',
  '/procedures',
  '/procedures/$name',
  // administration
  '/registry',
  '/registry/$section',
  '/accounts',
  '/audit',
  // residents
  '/public',
  '/report',
  '/complain',
  '/receipt',
  '/services',
  '/disclosure',
  '/disclosure/$publication',
  '/bulletins',
  '/bulletins/$ref',
] as const;
