package io.sonde.agent.instrument;

import java.util.Map;

/**
 * One method of a library that gets advice. Text alone: neither the library nor Byte Buddy is
 * touched until a class of that name is loaded.
 *
 * @param className binary name
 * @param arguments beginning of its descriptor, which tells it from others of its name
 * @param advice binary name of the advice class
 * @param renamed prefixes of internal names in the advice, and what to put in their place
 */
record LibraryMethod(
    String className,
    String methodName,
    String arguments,
    String advice,
    Map<String, String> renamed) {
  /** Whether requests come in by it; else it calls other services or hands work on. */
  boolean bringsRequests() {
    return !advice.contains(".httpclient.") && !advice.contains(".tasks.");
  }
}
