import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { forgetDrafts } from '../forms/drafts.ts';
import { end } from './session.ts';

/** Logs out, and forgets everything that was shown or typed. */
export function useLeave(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await api.logOut().catch(() => undefined); // a session that the API no longer knows has ended as well
    end();
    client.clear();
    forgetDrafts();
    await navigate({ to: '/login' });
  };
}
