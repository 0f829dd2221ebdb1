/**
 * The SDK takes a stack trace of every promise that a workflow makes, for the tab `Call Stack` of the Temporal UI, and looks
 * each frame up in the source map: a fifth of a worker's processor time. Without frames it keeps none. What a case waits
 * for is told by its current details; an error in a workflow says what, and not where, until its history is replayed with
 * stack traces. Loaded before the workflows, while the global objects of their sandbox can still be changed.
 */
Error.stackTraceLimit = 0;
