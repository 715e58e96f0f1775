/** Products, the pages that list them, and the teasers on these pages. */
package com.example.shop.catalogue;
