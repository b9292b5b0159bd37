/// The catalogue: search, compare, watch, and take models from it.
package dev.understudy.console.models;
