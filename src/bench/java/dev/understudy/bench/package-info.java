/// The benchmark: what the gateway costs, side by side with the upstream alone and with others.
@NullMarked
package dev.understudy.bench;

import org.jspecify.annotations.NullMarked;
