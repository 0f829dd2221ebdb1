import { complaintBody, type ComplaintBody } from '../../contracts/api/complaints.ts';
import type { Filed } from '../../contracts/api/residents.ts';
import { complaint } from '../../contracts/procedures/complaint.ts';
import { openFromOutside } from '../cases/open-outside.ts';
import type { Deps } from '../deps.ts';
import { photosOf } from '../residents/photos.ts';

/** Opens the complaint of a resident; the platform that the registry names takes it in. Throws `no-receiving-unit` beside what `openFromOutside` throws. */
export function fileComplaint(deps: Deps, address: string, key: string, body: ComplaintBody): Promise<{ filed: Filed; waits: boolean }> {
  const request = { way: 'complaint', key, address, limit: deps.limits.complaints, schema: complaintBody, body };
  return openFromOutside(deps, request, async () => {
    const { region, title, resident, matter, photos } = body;
    const pictures = photosOf(deps.config, photos);
    return {
      procedure: complaint,
      region,
      title,
      parties: [{ role: 'reporter', ...resident }],
      matter: pictures.length === 0 ? matter : { ...matter, photos: pictures },
    };
  });
}
