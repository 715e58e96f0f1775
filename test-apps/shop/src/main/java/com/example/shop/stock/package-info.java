/** How many of a product the shop still has. */
package com.example.shop.stock;
