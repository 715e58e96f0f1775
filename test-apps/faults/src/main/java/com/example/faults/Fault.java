package com.example.faults;

/** A program with a fault, or its fixed twin. */
@FunctionalInterface
public interface Fault {
  /**
   * Works until the deadline; what it starts are daemon threads.
   *
   * @param deadline when it should return
   */
  void run(Deadline deadline) throws Exception;
}
