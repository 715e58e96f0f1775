/** What the shop remembers of a visitor between two pages. */
package com.example.shop.session;
