import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './api/queries.ts';
import { Appearance } from './app/appearance.tsx';
import { makeRouter } from './app/router.tsx';
import './app/styles.css';

const place = document.getElementById('page');
if (place === null) throw new Error('the page has no place for the application');
const client = makeQueryClient();
const router = makeRouter(client);

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Appearance>
        <RouterProvider router={router} />
      </Appearance>
    </QueryClientProvider>
  </StrictMode>,
);
