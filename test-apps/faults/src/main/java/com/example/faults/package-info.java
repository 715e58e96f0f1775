/** Small programs, each with one fault that a real team would ship, and with its fixed twin. */
package com.example.faults;
