import { EventEmitter } from 'node:events';

/**
 * Tells the relay of this process that there may be something to deliver. A hint, never the message itself:
 * that is a row, and found by polling too.
 */
export interface Outbox {
  wake(): void;
  /** Calls back at each wake; returns what ends that. */
  onWake(listener: () => void): () => void;
}

export function createOutbox(): Outbox {
  const signal = new EventEmitter().setMaxListeners(0);
  return {
    wake: () => void signal.emit('wake'),
    onWake(listener) {
      signal.on('wake', listener);
      return () => void signal.off('wake', listener);
    },
  };
}
