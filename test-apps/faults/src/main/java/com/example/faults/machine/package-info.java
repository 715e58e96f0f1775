/** Faults of processors, files, exceptions and compiled code. */
package com.example.faults.machine;
