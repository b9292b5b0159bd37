/// The Keys panel: providers' keys, sealed in the vault.
package dev.understudy.console.keys;
