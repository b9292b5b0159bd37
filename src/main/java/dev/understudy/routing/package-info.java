/// Which targets a request may try, in what order, and what happens when one fails.
package dev.understudy.routing;
