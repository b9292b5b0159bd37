/// Reading and writing event streams.
package dev.understudy.sse;
