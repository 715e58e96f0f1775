/** The shop's PostgreSQL: started, stopped and cleaned up here, whatever becomes of the shop. */
package com.example.shop.database;
