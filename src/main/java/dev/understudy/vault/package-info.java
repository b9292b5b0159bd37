/// Secrets sealed at rest, their master key in the system's keychain or behind a passphrase.
package dev.understudy.vault;
