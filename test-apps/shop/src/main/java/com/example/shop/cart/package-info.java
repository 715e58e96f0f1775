/** Carts and their lines. */
package com.example.shop.cart;
