import { z } from 'zod';

/** Any JSON value: fields whose shape another contract knows. Registered as it is, so that it is named in the OpenAPI document where it contains itself. */
export const json = z.json().register(z.globalRegistry, { id: 'Json' });
