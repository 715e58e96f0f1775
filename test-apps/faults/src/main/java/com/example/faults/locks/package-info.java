/** Threads that stop each other. */
package com.example.faults.locks;
