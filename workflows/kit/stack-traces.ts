/**
 * The SDK takes a stack trace of every promise that a workflow makes, and looks each frame up in the source map: a quarter
 * of a worker's processor time. Two frames say where an error was thrown; of a promise they are the SDK's own two, and cost
 * next to nothing. What a case waits for is told by its current details, not by the trace.
 * Loaded before the workflows, while the global objects of their sandbox can still be changed.
 */
Error.stackTraceLimit = 2;
