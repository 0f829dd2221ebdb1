import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { contextOf } from './context.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly deliveries: Counter<'outcome'>;
}

/** Metrics of one process. Others add their gauges to `registry`. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'liandong_http_request_seconds',
    help: 'Time from the request to the end of its answer, by route template',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: 'liandong_webhook_deliveries_total',
    help: 'Events posted to webhooks, by outcome: acknowledged or failed',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  return { registry, requests, deliveries };
}

export function measureRequests({ requests }: Metrics): RequestHandler {
  return (request, response, next) => {
    const stop = requests.startTimer();
    response.once('close', () => {
      const { route = 'none', endless } = contextOf(request);
      if (endless) return;
      stop({ method: request.method, route, status: String(response.writableFinished ? response.statusCode : 499) });
    });
    next();
  };
}
