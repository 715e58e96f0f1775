/** The payment provider: a second HTTP service that knows the shop by its callback address only. */
package com.example.payment;
