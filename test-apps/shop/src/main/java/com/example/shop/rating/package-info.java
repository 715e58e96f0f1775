/** What visitors think of products. */
package com.example.shop.rating;
