/// The HTTP server: endpoints, guards, limits and the relay of answers.
package dev.understudy.gateway;
