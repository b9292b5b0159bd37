/// Import and export: `.env` files.
package dev.understudy.interchange;
