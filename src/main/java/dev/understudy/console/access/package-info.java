/// The Access panel: keys for the programs that use the gateway.
package dev.understudy.console.access;
