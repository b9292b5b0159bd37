/// What a request would get, and why; and strategies, as they are written and tried.
package dev.understudy.console.explain;
