/** Purchases and their payment, which the payment service confirms by a call back. */
package com.example.shop.checkout;
