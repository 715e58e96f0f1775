/** Faults of heap, classes and native memory. */
package com.example.faults.memory;
