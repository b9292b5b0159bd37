/// Chains: composed by hand, watched, and shown to be ready.
package dev.understudy.console.chains;
