/** A web shop, as a team would build it: the service that Sonde's tests and its demo profile. */
package com.example.shop;
