/// What is known of models: their prices, limits and abilities.
package dev.understudy.catalog;
