/** What a product costs on a page and in a cart, promotions included. */
package com.example.shop.pricing;
