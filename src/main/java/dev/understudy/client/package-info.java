/// Our client of the gateway's own HTTP API, for the console, the command line and tests.
package dev.understudy.client;
